using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.History;

/// <summary>What people watched, and where they were. Reports of players write it (<see cref="GatheredViews"/>).</summary>
internal sealed class HistoryStore(Database database, GatheredViews views, ListPages lists, TimeProvider time)
{
    private const string CountSql = $"""
        SELECT COUNT(*) FROM watch_history h JOIN videos v ON v.id = h.video_id WHERE h.user_id = @Viewer AND {VideoSight.Visible}
        """;

    internal static readonly ListSql List = new(PageSql(""), PageSql("AND (h.watched_at, h.video_id) < (@Key, @After)"), CountSql);

    /// <summary>Newest watched first; videos that are no longer there for this person are left out.</summary>
    public async Task<Page<Video>> ListAsync(Id person, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<VideoRow, Video>(
            read, page, List, new { Viewer = person.ToString() }, new { Now = time.GetUtcNow(), Key = page.After?.WholeKey() },
            row => row.ToVideo(), last => Cursor.At(last.WatchedAt!.Value, last.Id));
    }

    public async Task ClearAsync(Id person, CancellationToken ct)
    {
        await views.FlushAsync(ct); // else what was watched a moment ago would come back
        await database.ExecuteAsync("DELETE FROM watch_history WHERE user_id = @person", new { person }, ct);
        lists.Forget();
    }

    /// <summary>False when it was not in there.</summary>
    public async Task<bool> RemoveAsync(Id person, Id video, CancellationToken ct)
    {
        await views.FlushAsync(ct);
        var removed = await database.ExecuteAsync(
            "DELETE FROM watch_history WHERE user_id = @person AND video_id = @video", new { person, video }, ct);
        lists.Forget();
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

    private static string PageSql(string beyond) => $"""
        SELECT {VideoRow.Columns(signedIn: true)}, p.watched_at
        FROM (SELECT v.number, h.watched_at FROM watch_history h JOIN videos v ON v.id = h.video_id
              WHERE h.user_id = @Viewer AND {VideoSight.Visible} {beyond}
              ORDER BY h.watched_at DESC, h.video_id DESC LIMIT @Limit OFFSET @Skip) p
        JOIN videos v ON v.number = p.number
        JOIN users u ON u.id = v.owner_id
        ORDER BY p.watched_at DESC, v.id DESC
        """;
}
