using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using VideoTube.Accounts.Export;
using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>A person's videos: what they said of each, and the files as they sent them.</summary>
internal sealed class VideoExport(Database database) : IExported, IExportedMedia
{
    /// <summary>By id, which is the order they came in.</summary>
    internal const string Sql = """
        SELECT id, title, description, tags, visibility, published, downloadable, status, duration, size, views, original, poster, created_at, updated_at
        FROM videos WHERE owner_id = @user AND id > @after ORDER BY id LIMIT @limit
        """;

    public string Name => "videos";

    public IReadOnlyList<string> Tables => ["videos"];

    public async IAsyncEnumerable<object> ListAsync(Id user, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in WalkAsync(user, ct))
            yield return new ExportedVideo(
                row.Id, row.Title, row.Description, VideoTags.Split(row.Tags), row.Visibility, row.Published, row.Downloadable, row.Status, row.Duration, row.Size,
                row.Views, row.Original is null ? null : $"media/{row.Original}", row.Poster is null ? null : $"media/{row.Poster}",
                row.CreatedAt, row.UpdatedAt);
    }

    public async IAsyncEnumerable<MediaKey> ListMediaAsync(Id user, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in WalkAsync(user, ct))
            foreach (var key in new[] { row.Original, row.Poster })
                if (key is not null)
                    yield return MediaKey.Parse(key);
    }

    private IAsyncEnumerable<Row> WalkAsync(Id user, CancellationToken ct) =>
        database.WalkAsync<Row>(Sql, user, row => row.Id.ToString(), ct);

    private sealed record Row
    {
        public Id Id { get; init; }
        public string Title { get; init; } = "";
        public string Description { get; init; } = "";
        public string Tags { get; init; } = "";
        public string Visibility { get; init; } = "";
        public bool Published { get; init; }
        public bool Downloadable { get; init; }
        public string Status { get; init; } = "";
        public double Duration { get; init; }
        public long Size { get; init; }
        public long Views { get; init; }
        public string? Original { get; init; }
        public string? Poster { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
    }
}

/// <param name="Size">Bytes of the file as it was sent.</param>
/// <param name="File">Where it lies in the same archive.</param>
internal sealed record ExportedVideo(
    [property: JsonPropertyName("_id")] Id Id, string Title, string Description, IReadOnlyList<string> Tags, string Visibility, bool IsPublished,
    bool Downloadable, string Status, double Duration, long Size, long Views, string? File, string? Thumbnail, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
