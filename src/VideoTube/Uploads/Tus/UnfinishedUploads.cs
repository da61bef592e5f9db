using VideoTube.Data;
using VideoTube.Uploads.Previews;
using VideoTube.Videos;

namespace VideoTube.Uploads.Tus;

/// <summary>
/// Files on their way, read from the disk, whichever process they come to. Two parts of which one begins a file and the other
/// ends it are one, under the id of the first.
/// </summary>
internal sealed class UnfinishedUploads(TusFolder folder, UploadPreviews previews, TimeProvider time)
{
    /// <summary>The newest first.</summary>
    public IReadOnlyList<UnfinishedUpload> List(Id owner)
    {
        var own = folder.List().Where(upload => IsUnfinished(upload, owner)).ToList();
        var joined = own.SelectMany(upload => upload.Parts ?? []).ToHashSet();
        var pairs = own.Select(upload => (Begins: upload, Ends: FindTail(upload, own))).ToList();
        joined.UnionWith(pairs.Select(pair => pair.Ends).OfType<TusUpload>().Select(tail => tail.Id));
        return
        [
            .. pairs.Where(pair => (pair.Begins.Parts is not null || !joined.Contains(pair.Begins.Id)) && !IsExpired(pair.Begins))
                .OrderByDescending(pair => pair.Begins.Id).Select(pair => Show(pair.Begins, pair.Ends)),
        ];
    }

    /// <summary>Null when there is none that becomes a video, or it is one by now.</summary>
    public UnfinishedUpload? Find(Id id, Id owner)
    {
        if (folder.Find(id) is not { } upload || !IsUnfinished(upload, owner) || IsExpired(upload))
            return null;
        var tail = upload.IsPartial ? FindTail(upload, folder.List().Where(other => IsUnfinished(other, owner))) : null;
        return upload.IsPartial && tail is null ? null : Show(upload, tail);
    }

    private static TusUpload? FindTail(TusUpload upload, IEnumerable<TusUpload> own) =>
        PartOfWhole.Of(upload) is { Offset: 0 } begins ? begins.FindTail(upload, own) : null;

    private static bool IsUnfinished(TusUpload upload, Id owner) => upload.Owner == owner && !upload.IsDone;

    /// <summary>A part that ends a file is kept as long as the one that begins it.</summary>
    private bool IsExpired(TusUpload upload) => UploadState.ExpiryOf(upload, folder) <= time.GetUtcNow();

    private UnfinishedUpload Show(TusUpload upload, TusUpload? tail)
    {
        var said = TusMetadata.ReadValues(upload.Metadata ?? "");
        var length = upload.Length + (tail?.Length ?? 0);
        // The parts of a final upload are all here: it is being put together.
        var offset = upload.Parts is not null ? length : folder.OffsetOf(upload) + (tail is null ? 0 : folder.OffsetOf(tail));
        var fileName = TusMetadata.FileNameOf(said);
        return new UnfinishedUpload
        {
            Id = upload.Id, FileName = fileName, Length = length, Offset = offset, IsPart = upload.IsPartial && tail is null,
            Title = said.GetValueOrDefault("title") is { Length: > 0 } given ? given : ReceivedVideo.TitleOf(fileName),
            Replaces = TusMetadata.ReplacedBy(said),
            Hls = previews.Find(upload.Id) is null ? null : VideoKeys.HlsAddress(upload.Id),
            CreatedAt = upload.CreatedAt, ExpiresAt = UploadState.ExpiryOf(upload, folder),
        };
    }
}
