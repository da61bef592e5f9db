using System.Globalization;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Playlists;

/// <summary>The videos of playlists, in their order; those that are not there for whoever looks are left out.</summary>
internal sealed class PlaylistVideoStore(Database database, ListCounts counts, TimeProvider time)
{
    private const string PlaylistSql = """
        SELECT p.id FROM playlists p JOIN users u ON u.id = p.owner_id
        WHERE p.id = @Playlist AND (p.owner_id = @Viewer OR (p.visibility <> 'private' AND u.banned_at IS NULL))
        """;

    private const string CountSql = $"""
        SELECT COUNT(*) FROM playlist_videos e JOIN videos v ON v.id = e.video_id WHERE e.playlist_id = @Playlist AND {VideoSight.Visible}
        """;

    public async Task<Result<Page<Video>>> ListAsync(Id playlist, PageRequest page, Id? viewer, CancellationToken ct)
    {
        var values = ValuesOf(playlist, viewer, page);
        await using var read = await database.ReadAsync(ct);
        if (await read.FindAsync<string>(PlaylistSql, values) is null)
            return await PlaylistStore.WhyNotThereAsync(read, playlist);
        var rows = await read.ListAsync<VideoRow>(ListSql(page.After is not null, viewer is not null), values);
        var total = page.After is not null ? (long?)null
            : page.TotalOf(rows.Count) ?? await counts.GetAsync((nameof(PlaylistVideoStore), playlist, viewer), () => CountAsync(values));
        return page.ToPage([.. rows.Select(row => row.ToVideo())], total,
            last => new Cursor(rows[page.Limit - 1].Place.ToString(CultureInfo.InvariantCulture), last.Id.ToString()));
    }

    public async Task<IReadOnlyList<Video>> ListFirstAsync(Session read, Id playlist, int limit, Id? viewer)
    {
        var page = new PageRequest(1, limit - 1, After: null);
        var rows = await read.ListAsync<VideoRow>(ListSql(after: false, viewer is not null), ValuesOf(playlist, viewer, page));
        return [.. rows.Select(row => row.ToVideo())];
    }

    internal static string ListSql(bool after, bool signedIn) => $"""
        SELECT {VideoRow.Columns(signedIn)}, p.place
        FROM (SELECT v.number, e.position AS place FROM playlist_videos e JOIN videos v ON v.id = e.video_id
              WHERE e.playlist_id = @Playlist AND {VideoSight.Visible}{(after ? " AND (e.position, e.video_id) > (@Key, @After)" : "")}
              ORDER BY e.position, e.video_id LIMIT @Limit OFFSET @Offset) p
        JOIN videos v ON v.number = p.number
        JOIN users u ON u.id = v.owner_id
        ORDER BY p.place, v.id
        """;

    private async Task<long> CountAsync(ListValues values)
    {
        // Others wait for this count too: one of them leaving must not end it.
        await using var read = await database.ReadAsync(CancellationToken.None);
        return await read.GetAsync<long>(CountSql, values);
    }

    private ListValues ValuesOf(Id playlist, Id? viewer, PageRequest page) => new(
        playlist, viewer?.ToString() ?? "", time.GetUtcNow(), page.Limit + 1, page.After is null ? page.Offset : 0,
        page.After is { } after ? KeyOf(after) : 0, page.After?.Id);

    /// <exception cref="RequestRefusedException">Another list gave this cursor.</exception>
    private static long KeyOf(Cursor cursor) =>
        long.TryParse(cursor.Key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place)
            ? place
            : throw new RequestRefusedException(HttpErrors.InvalidField("cursor", "cursor is not one that this list gave"));

    private sealed record ListValues(Id Playlist, string Viewer, DateTimeOffset Now, int Limit, int Offset, long Key, string? After);
}
