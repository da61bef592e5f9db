using System.Runtime.CompilerServices;
using VideoTube.Data;

namespace VideoTube.Feeds;

/// <summary>What everyone may see, in the order in which programs read it.</summary>
internal sealed class FeedStore(Database database)
{
    public const int Newest = 50;

    /// <summary>Rows held in memory at once.</summary>
    private const int Batch = 1000;

    private const string Columns = """
        v.id, v.title, v.description, v.duration, v.views, v.poster, v.original, v.original_type, v.size, v.created_at, v.updated_at,
        u.username, u.fullname
        """;

    internal const string NewestSql = $"""
        SELECT {Columns} FROM videos v JOIN users u ON u.id = v.owner_id
        WHERE v.owner_id = @owner AND v.listed = TRUE ORDER BY v.created_at DESC, v.id DESC LIMIT @limit
        """;

    internal const string VideosSql = $"""
        SELECT {Columns} FROM videos v JOIN users u ON u.id = v.owner_id
        WHERE v.id > @after AND v.listed = TRUE ORDER BY v.id LIMIT @limit
        """;

    internal const string ChannelsSql = """
        SELECT id, username FROM users WHERE id > @after AND listed_videos > 0 AND banned_at IS NULL ORDER BY id LIMIT @limit
        """;

    /// <summary>The last id of the page that begins after <c>@after</c>, when it is full.</summary>
    internal const string LastVideoSql = "SELECT id FROM videos WHERE id > @after AND listed = TRUE ORDER BY id LIMIT 1 OFFSET @others";

    internal const string LastChannelSql =
        "SELECT id FROM users WHERE id > @after AND listed_videos > 0 AND banned_at IS NULL ORDER BY id LIMIT 1 OFFSET @others";

    /// <summary>Null when there is no such channel.</summary>
    public async Task<ChannelFeed?> FindChannelAsync(string username, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var channel = await read.FindAsync<FeedChannel>("SELECT id, username, fullname, avatar FROM users WHERE username = @username AND banned_at IS NULL", new { username });
        return channel is null ? null : new ChannelFeed(channel, await read.ListAsync<FeedVideo>(NewestSql, new { owner = channel.Id, limit = Newest }));
    }

    /// <summary>Ids after which pages of <paramref name="size"/> begin: the empty one first. Each page goes on from the one before.</summary>
    public async Task<IReadOnlyList<string>> ListStartsAsync(string lastSql, int size, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var starts = new List<string> { "" };
        while (await read.FindAsync<string>(lastSql, new { after = starts[^1], others = size - 1 }) is { } last)
            starts.Add(last);
        return starts;
    }

    /// <summary>The rows of one page, a batch after the other: no more than that is ever in memory.</summary>
    public async IAsyncEnumerable<T> WalkAsync<T>(string sql, string after, int size, Func<T, Id> idOf, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var left = size; left > 0;)
        {
            IReadOnlyList<T> rows;
            var limit = Math.Min(Batch, left);
            await using (var read = await database.ReadAsync(ct))
                rows = await read.ListAsync<T>(sql, new { after, limit });
            foreach (var row in rows)
                yield return row;
            if (rows.Count < limit)
                yield break;
            after = idOf(rows[^1]).ToString();
            left -= rows.Count;
        }
    }
}

internal sealed record ChannelFeed(FeedChannel Channel, IReadOnlyList<FeedVideo> Videos);

internal sealed record FeedChannel
{
    public Id Id { get; init; }
    public string Username { get; init; } = "";
    public string Fullname { get; init; } = "";
    public string? Avatar { get; init; }
}

internal sealed record FeedVideo
{
    public Id Id { get; init; }
    public string Title { get; init; } = "";
    public string Description { get; init; } = "";
    public double Duration { get; init; }
    public long Views { get; init; }

    /// <summary>Media key; null until there is a poster.</summary>
    public string? Poster { get; init; }

    /// <summary>Media key.</summary>
    public string? Original { get; init; }

    /// <summary>MIME type when browsers play the original.</summary>
    public string? OriginalType { get; init; }
    public long? Size { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public string Username { get; init; } = "";
    public string Fullname { get; init; } = "";
}
