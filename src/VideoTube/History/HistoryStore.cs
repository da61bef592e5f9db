using System.Globalization;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.History;

/// <summary>What people watched, and where they were. Reports of players write it (<see cref="GatheredViews"/>).</summary>
internal sealed class HistoryStore(Database database, GatheredViews views, ListCounts counts, TimeProvider time)
{
    private const string CountSql = $"""
        SELECT COUNT(*) FROM watch_history h JOIN videos v ON v.id = h.video_id WHERE h.user_id = @Viewer AND {VideoSight.Visible}
        """;

    private static readonly string First = ListSql(after: false), Following = ListSql(after: true);

    /// <summary>Newest watched first; videos that are no longer there for this person are left out.</summary>
    public async Task<Page<Video>> ListAsync(Id person, PageRequest page, CancellationToken ct)
    {
        var values = new
        {
            Viewer = person.ToString(),
            Now = time.GetUtcNow(),
            Limit = page.Limit + 1,
            Offset = page.After is null ? page.Offset : 0,
            Key = page.After is { } after ? KeyOf(after) : 0,
            After = page.After?.Id,
        };
        await using var read = await database.ReadAsync(ct);
        var rows = await read.ListAsync<VideoRow>(page.After is null ? First : Following, values);
        var total = page.After is not null ? (long?)null
            : page.TotalOf(rows.Count) ?? await counts.GetAsync((CountSql, person), () => CountAsync(values));
        return page.ToPage([.. rows.Select(row => row.ToVideo())], total, last => new Cursor(
            last.WatchedAt!.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), last.Id.ToString()));
    }

    public async Task ClearAsync(Id person, CancellationToken ct)
    {
        await views.FlushAsync(ct); // else what was watched a moment ago would come back
        await database.ExecuteAsync("DELETE FROM watch_history WHERE user_id = @person", new { person }, ct);
        counts.Forget();
    }

    /// <summary>False when it was not in there.</summary>
    public async Task<bool> RemoveAsync(Id person, Id video, CancellationToken ct)
    {
        await views.FlushAsync(ct);
        var removed = await database.ExecuteAsync(
            "DELETE FROM watch_history WHERE user_id = @person AND video_id = @video", new { person, video }, ct);
        counts.Forget();
        return removed > 0;
    }

    public async Task PauseAsync(Id person, bool paused, CancellationToken ct)
    {
        await views.FlushAsync(ct); // what was told before belongs to before
        await database.ExecuteAsync("UPDATE users SET history_paused = @paused WHERE id = @person", new { person, paused }, ct);
    }

    public async Task<bool> IsPausedAsync(Id person, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<bool>("SELECT history_paused FROM users WHERE id = @person", new { person });
    }

    internal static string ListSql(bool after) => $"""
        SELECT {VideoRow.Columns(signedIn: true)}, p.watched_at
        FROM (SELECT v.number, h.watched_at FROM watch_history h JOIN videos v ON v.id = h.video_id
              WHERE h.user_id = @Viewer AND {VideoSight.Visible}{(after ? " AND (h.watched_at, h.video_id) < (@Key, @After)" : "")}
              ORDER BY h.watched_at DESC, h.video_id DESC LIMIT @Limit OFFSET @Offset) p
        JOIN videos v ON v.number = p.number
        JOIN users u ON u.id = v.owner_id
        ORDER BY p.watched_at DESC, v.id DESC
        """;

    private async Task<long> CountAsync(object values)
    {
        // Others wait for this count too: one of them leaving must not end it.
        await using var read = await database.ReadAsync(CancellationToken.None);
        return await read.GetAsync<long>(CountSql, values);
    }

    /// <exception cref="RequestRefusedException">Another list gave this cursor.</exception>
    private static long KeyOf(Cursor cursor) =>
        long.TryParse(cursor.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var watchedAt)
            ? watchedAt
            : throw new RequestRefusedException(HttpErrors.InvalidField("cursor", "cursor is not one that this list gave"));
}
