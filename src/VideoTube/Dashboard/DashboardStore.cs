using VideoTube.Data;

namespace VideoTube.Dashboard;

/// <summary>Numbers of a channel for its owner, from sums that are kept: a channel may have very many videos.</summary>
internal sealed class DashboardStore(Database database, TimeProvider time)
{
    internal const string StatsSql = """
        SELECT u.subscribers, COALESCE(s.videos, 0) AS videos, COALESCE(s.views, 0) AS views, COALESCE(s.watched, 0) AS watched,
            COALESCE(s.likes, 0) AS likes, COALESCE(s.comments, 0) AS comments
        FROM users u LEFT JOIN channel_sums s ON s.channel_id = u.id WHERE u.id = @channel
        """;

    internal const string DaysSql =
        "SELECT day, views, watched, subscribers, likes, comments FROM channel_days WHERE channel_id = @channel AND day > @after AND day <= @last";

    public async Task<ChannelStats> GetStatsAsync(Id channel, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var stats = await read.FindAsync<ChannelStats>(StatsSql, new { channel }) ?? new ChannelStats();
        return stats with { Watched = Math.Round(stats.Watched, 1) };
    }

    /// <summary>The last days, today included, oldest first; also those on which nothing happened.</summary>
    public async Task<IReadOnlyList<DayGain>> ListDaysAsync(Id channel, int count, CancellationToken ct)
    {
        var last = time.GetUtcNow().ToUnixTimeMilliseconds() / 86_400_000;
        await using var read = await database.ReadAsync(ct);
        var rows = (await read.ListAsync<DayRow>(DaysSql, new { channel, after = last - count, last })).ToDictionary(row => row.Day);
        return [.. Enumerable.Range(0, count).Select(i => last - count + 1 + i).Select(day => rows.GetValueOrDefault(day, new DayRow { Day = day }).ToGain())];
    }

    private sealed record DayRow
    {
        /// <summary>Since 1970.</summary>
        public long Day { get; init; }
        public long Views { get; init; }
        public double Watched { get; init; }
        public long Subscribers { get; init; }
        public long Likes { get; init; }
        public long Comments { get; init; }

        public DayGain ToGain() => new(
            DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(Day)), Views, Math.Round(Watched, 1), Subscribers, Likes, Comments);
    }
}
