using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Playlists;

/// <summary>Playlists themselves. Public ones are listed, unlisted ones are there for who has the address, private ones for their owner.</summary>
internal sealed class PlaylistStore(Database database, PlaylistVideoStore videos, ListPages lists, TimeProvider time)
{
    public const int MaxVideos = 5000, Embedded = 100;

    private const string OneSql = $"""
        SELECT {PlaylistRow.Columns} FROM playlists p JOIN users u ON u.id = p.owner_id
        WHERE p.id = @id AND (p.owner_id = @Viewer OR (p.visibility <> 'private' AND u.banned_at IS NULL))
        """;

    internal static readonly ListSql Own = ListOf(""), Public = ListOf("AND p.visibility = 'public' AND u.banned_at IS NULL");

    public async Task<Result<Playlist>> FindAsync(Id id, Id? viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var row = await read.FindAsync<PlaylistRow>(OneSql, new { id, Viewer = viewer?.ToString() ?? "" });
        return row is null ? await WhyNotThereAsync(read, id) : row.ToPlaylist(await videos.ListFirstAsync(read, id, Embedded, viewer));
    }

    /// <summary>Why this viewer may not change a playlist: it is another's, or as good as not there.</summary>
    public async Task<ApiError> WhyNotAsync(Id id, Id viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<PlaylistRow>(OneSql, new { id, Viewer = viewer.ToString() }) is null
            ? await WhyNotThereAsync(read, id)
            : PlaylistErrors.NotYours;
    }

    /// <summary>Newest first; to others the public ones.</summary>
    public async Task<Result<Page<Playlist>>> ListAsync(Id owner, PageRequest page, Id? viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var list = await lists.ReadAsync<PlaylistRow, Playlist>(
            read, page, owner == viewer ? Own : Public, new { owner }, new { Viewer = viewer?.ToString() ?? "" }, row => row.ToPlaylist(), last => Cursor.At(last.Id));
        if (list.Docs.Count == 0 && await read.FindAsync<string>("SELECT id FROM users WHERE id = @owner", new { owner }) is null)
            return AccountErrors.NotFound;
        return list;
    }

    public async Task<Result<Playlist>> AddAsync(Id owner, WritePlaylist written, CancellationToken ct)
    {
        var (id, now) = (Id.New(time), time.GetUtcNow());
        await database.ExecuteAsync("""
            INSERT INTO playlists (id, owner_id, name, description, visibility, created_at, updated_at)
            VALUES (@id, @owner, @Name, @Description, @Visibility, @now, @now)
            """, new { id, owner, written.Name, Description = written.Description ?? "", Visibility = written.Visibility ?? "public", now }, ct);
        lists.Forget();
        return await FindAsync(id, owner, CancellationToken.None);
    }

    public async Task<Result<Playlist>> EditAsync(Id id, Id owner, WritePlaylist written, CancellationToken ct)
    {
        var changed = await database.ExecuteAsync("""
            UPDATE playlists
            SET name = COALESCE(@Name, name), description = COALESCE(@Description, description),
                visibility = COALESCE(@Visibility, visibility), updated_at = @now
            WHERE id = @id AND owner_id = @owner
            """, new { id, owner, written.Name, written.Description, written.Visibility, now = time.GetUtcNow() }, ct);
        if (changed == 0)
            return await WhyNotAsync(id, owner, ct);
        lists.Forget();
        return await FindAsync(id, owner, CancellationToken.None);
    }

    /// <summary>Null when it is gone.</summary>
    public async Task<ApiError?> DeleteAsync(Id id, Id owner, CancellationToken ct)
    {
        if (await database.ExecuteAsync("DELETE FROM playlists WHERE id = @id AND owner_id = @owner", new { id, owner }, ct) == 0)
            return await WhyNotAsync(id, owner, ct);
        lists.Forget();
        return null;
    }

    /// <summary>It is gone for good, or nobody is to know whether it ever was.</summary>
    internal static async Task<ApiError> WhyNotThereAsync(Session read, Id id) =>
        await read.FindAsync<string>("SELECT id FROM gone WHERE id = @id AND kind = 'playlist'", new { id }) is null
            ? PlaylistErrors.NotFound
            : PlaylistErrors.Gone;

    private static ListSql ListOf(string where)
    {
        string Page(string beyond) => $"""
            SELECT {PlaylistRow.Columns} FROM playlists p JOIN users u ON u.id = p.owner_id
            WHERE p.owner_id = @owner {where} {beyond} ORDER BY p.id DESC LIMIT @Limit OFFSET @Skip
            """;
        return new ListSql(Page(""), Page("AND p.id < @After"), $"SELECT COUNT(*) FROM playlists p JOIN users u ON u.id = p.owner_id WHERE p.owner_id = @owner {where}");
    }
}
