using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Playlists;

/// <summary>The videos of playlists, in their order; those that are not there for whoever looks are left out.</summary>
internal sealed class PlaylistVideoStore(Database database, ListPages lists, TimeProvider time)
{
    private const string PlaylistSql = """
        SELECT p.id FROM playlists p JOIN users u ON u.id = p.owner_id
        WHERE p.id = @Playlist AND (p.owner_id = @Viewer OR (p.visibility <> 'private' AND u.banned_at IS NULL))
        """;

    private const string CountSql = $"""
        SELECT COUNT(*) FROM playlist_videos e JOIN videos v ON v.id = e.video_id WHERE e.playlist_id = @Playlist AND {VideoSight.Visible}
        """;

    internal static readonly ListSql ForVisitors = ListOf(signedIn: false), ForPeople = ListOf(signedIn: true);

    public async Task<Result<Page<Video>>> ListAsync(Id playlist, PageRequest page, Id? viewer, CancellationToken ct)
    {
        var of = new { Playlist = playlist, Viewer = viewer?.ToString() ?? "" };
        await using var read = await database.ReadAsync(ct);
        if (await read.FindAsync<string>(PlaylistSql, of) is null)
            return await PlaylistStore.WhyNotThereAsync(read, playlist);
        return await lists.ReadAsync<VideoRow, Video>(
            read, page, viewer is null ? ForVisitors : ForPeople, of, new { Now = time.GetUtcNow(), Key = page.After?.WholeKey() },
            row => row.ToVideo(), last => Cursor.At(last.Place, last.Id));
    }

    public async Task<IReadOnlyList<Video>> ListFirstAsync(Session read, Id playlist, int limit, Id? viewer)
    {
        var rows = await read.ListAsync<VideoRow>(
            (viewer is null ? ForVisitors : ForPeople).First,
            new { Playlist = playlist, Viewer = viewer?.ToString() ?? "", Now = time.GetUtcNow(), Limit = limit, Skip = 0 });
        return [.. rows.Select(row => row.ToVideo())];
    }

    private static ListSql ListOf(bool signedIn)
    {
        string Page(string beyond) => $"""
            SELECT {VideoRow.Columns(signedIn)}, p.place
            FROM (SELECT v.number, e.position AS place FROM playlist_videos e JOIN videos v ON v.id = e.video_id
                  WHERE e.playlist_id = @Playlist AND {VideoSight.Visible} {beyond}
                  ORDER BY e.position, e.video_id LIMIT @Limit OFFSET @Skip) p
            JOIN videos v ON v.number = p.number
            JOIN users u ON u.id = v.owner_id
            ORDER BY p.place, v.id
            """;
        return new ListSql(Page(""), Page("AND (e.position, e.video_id) > (@Key, @After)"), CountSql);
    }
}
