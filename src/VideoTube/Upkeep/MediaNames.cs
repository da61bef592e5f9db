using System.Runtime.CompilerServices;
using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Uploads.Tus;

namespace VideoTube.Upkeep;

/// <summary>
/// Which media keys rows name, by the folder they lie in: <c>videos/{id}</c> and <c>users/{id}</c>. Whoever adds a column
/// that holds a media key adds it here, or the check of the storage would take its files for forgotten ones.
/// </summary>
internal sealed class MediaNames(Database database, TusFolder uploads)
{
    private const int PageSize = 500;

    public static readonly IReadOnlyList<MediaColumn> Columns =
    [
        new("videos", "original", Own), new("videos", "poster", Own), new("videos", "storyboard", Own), new("captions", "file", OfVideo),
        new("posters", "file", OfBoth), new("renditions", "playlist", OfBoth),
        new("replacements", "original", OfVideo), new("replacements", "poster", OfVideo),
        new("users", "avatar", Own), new("users", "cover_image", Own),
    ];

    private const string Own = "id = @id", OfVideo = "video_id = @id";

    /// <summary>Rows of the video, and of what is to take its place.</summary>
    private const string OfBoth = "video_id IN (@id, (SELECT id FROM replacements WHERE video_id = @id))";

    public static readonly IReadOnlyList<MediaKey> Folders = [MediaKey.Parse("videos"), MediaKey.Parse("users")];

    private static readonly string NamesOfVideo = Union("videos"), NamesOfUser = Union("users");

    /// <summary>Ids of all videos, or of all people, by their folder; read in pages.</summary>
    public async IAsyncEnumerable<Id> ListAsync(MediaKey folder, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = ""; ;)
        {
            IReadOnlyList<Id> page;
            await using (var read = await database.ReadAsync(ct))
                page = await read.ListAsync<Id>($"SELECT id FROM {folder.Value} WHERE id > @after ORDER BY id LIMIT {PageSize}", new { after });
            foreach (var id in page)
                yield return id;
            if (page.Count < PageSize)
                yield break;
            after = page[^1].ToString();
        }
    }

    public async Task<MediaClaim> FindAsync(MediaKey folder, Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var isVideo = folder.Value == "videos";
        var row = isVideo
            ? await read.FindAsync<ClaimRow>("""
                SELECT v.original, v.size, v.status IN ('uploading', 'processing')
                    OR EXISTS (SELECT 1 FROM jobs j WHERE j.subject IN (v.id, n.id) AND j.state IN ('queued', 'running')) AS is_busy
                FROM videos v LEFT JOIN replacements n ON n.video_id = v.id WHERE v.id = @id
                """, new { id })
            : await read.FindAsync<ClaimRow>("SELECT id, NULL AS original, FALSE AS is_busy FROM users WHERE id = @id", new { id });
        if (row is null)
            return new MediaClaim(IsThere: false, IsBusy: isVideo && uploads.Find(id) is { IsDone: false }, [], null, 0);
        var named = await read.ListAsync<NamedKey>(isVideo ? NamesOfVideo : NamesOfUser, new { id });
        var parting = await read.ListAsync<string>("SELECT folder FROM media_leftovers WHERE folder LIKE @below", new { below = $"{folder}/{id}/%" });
        return new MediaClaim(true, row.IsBusy, named, row.Original, row.Size) { Parting = parting };
    }

    private static string Union(string folder) => string.Join(" UNION ALL ", Columns
        .Where(column => column.Table == "users" == (folder == "users"))
        .Select(column => $"SELECT '{column.Table}.{column.Name}' AS source, {column.Name} AS media FROM {column.Table} WHERE {column.Condition} AND {column.Name} IS NOT NULL"));

    private sealed record ClaimRow
    {
        public string? Original { get; init; }
        public long Size { get; init; }
        public bool IsBusy { get; init; }
    }
}

/// <param name="Condition">On the rows that belong to the folder's owner <c>@id</c>.</param>
internal sealed record MediaColumn(string Table, string Name, string Condition);

internal sealed record NamedKey
{
    /// <summary>Table and column.</summary>
    public string Source { get; init; } = "";
    public string Media { get; init; } = "";
}

/// <summary>What one video or person lays claim to.</summary>
/// <param name="IsBusy">Its files come and go right now.</param>
/// <param name="Original">The one key whose size is known: <paramref name="Size"/> bytes.</param>
internal sealed record MediaClaim(bool IsThere, bool IsBusy, IReadOnlyList<NamedKey> Named, string? Original, long Size)
{
    /// <summary>Files and folders that lost their row and go when their time has come.</summary>
    public IReadOnlyList<string> Parting { get; init; } = [];

    /// <summary>A playlist claims its whole run: segments lie beside and below it. A storyboard claims the sheets beside it.</summary>
    public bool Holds(MediaKey key) => Named.Any(named => named.Media == key.Value
        || named.Source == "videos.storyboard" && key.Value.StartsWith(named.Media[..(named.Media.LastIndexOf('/') + 1)], StringComparison.Ordinal)
        || named.Source == "renditions.playlist" && key.Value.StartsWith(RunOf(named.Media), StringComparison.Ordinal))
        || Parting.Any(parting => key.Value == parting || key.Value.StartsWith($"{parting}/", StringComparison.Ordinal));

    /// <summary>videos/{id}/hls/{run}/ of videos/{id}/hls/{run}/{rendition}/{playlist}.</summary>
    private static string RunOf(string playlist) => playlist[..(playlist.LastIndexOf('/', playlist.LastIndexOf('/') - 1) + 1)];
}
