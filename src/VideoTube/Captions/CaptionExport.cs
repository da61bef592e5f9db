using System.Runtime.CompilerServices;
using VideoTube.Accounts.Export;
using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Captions;

/// <summary>The captions of a person's videos, with their files.</summary>
internal sealed class CaptionExport(Database database) : IExported, IExportedMedia
{
    // The key is the video's id and the language in one text; by its first half the index is entered.
    private const string Sql = """
        SELECT c.video_id AS video, c.language, c.label, 'media/' || c.file AS file, c.created_at, c.updated_at
        FROM videos v JOIN captions c ON c.video_id = v.id
        WHERE v.owner_id = @user AND v.id >= SUBSTR(@after, 1, 24) AND c.video_id || c.language > @after
        ORDER BY c.video_id || c.language LIMIT @limit
        """;

    public string Name => "captions";

    public IReadOnlyList<string> Tables => [];

    public async IAsyncEnumerable<object> ListAsync(Id user, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in WalkAsync(user, ct))
            yield return row;
    }

    public async IAsyncEnumerable<MediaKey> ListMediaAsync(Id user, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in WalkAsync(user, ct))
            yield return MediaKey.Parse(row.File["media/".Length..]);
    }

    private IAsyncEnumerable<ExportedCaption> WalkAsync(Id user, CancellationToken ct) =>
        database.WalkAsync<ExportedCaption>(Sql, user, row => $"{row.Video}{row.Language}", ct);
}

internal sealed record ExportedCaption
{
    public Id Video { get; init; }
    public string Language { get; init; } = "";
    public string Label { get; init; } = "";

    /// <summary>Where it lies in the same archive.</summary>
    public string File { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}
