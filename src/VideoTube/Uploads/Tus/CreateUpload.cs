using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Uploads.Tus;

/// <summary>What a client says of an upload before it sends a byte of it.</summary>
internal sealed record PlannedUpload(long? Length, string? Metadata, string? Concat);

/// <summary>Begins an upload, when there is room for all of it and what is said of it holds.</summary>
internal sealed class CreateUpload(TusFolder folder, Settings settings, TimeProvider time)
{
    public const int MostUnfinished = 100;

    // The room that others wait for is counted and taken in one.
    private readonly Lock gate = new();

    /// <exception cref="RequestRefusedException">What is said of it cannot be read, or no video may be so.</exception>
    public Result<TusUpload> Run(PlannedUpload planned, Id owner)
    {
        var parts = TusConcat.ReadParts(planned.Concat);
        _ = TusMetadata.Read(planned.Metadata);
        if (parts is not null && planned.Length is not null)
            return TusErrors.Header("Upload-Length", "is not sent for a final upload: it is the sum of its parts");
        lock (gate)
        {
            var length = parts is null ? planned.Length : SumOf(parts, owner);
            if (length is null)
                return parts is null ? TusErrors.LengthMissing : TusErrors.Parts;
            if (length > settings.UploadMaxBytes)
                return VideoErrors.TooLarge;
            var unfinished = folder.List().Where(upload => !upload.IsDone).ToList();
            if (parts is null && unfinished.Count(upload => upload.Owner == owner) >= MostUnfinished)
                return TusErrors.TooMany;
            if (length > folder.FreeBytes - unfinished.Sum(upload => upload.Length - folder.OffsetOf(upload)))
                return VideoErrors.DiskFull;
            var created = new TusUpload(Id.New(time), owner, length.Value, time.GetUtcNow()) { Metadata = planned.Metadata, Concat = planned.Concat, Parts = parts };
            folder.Create(created);
            return created;
        }
    }

    private long? SumOf(IReadOnlyList<Id> parts, Id owner)
    {
        var sum = 0L;
        foreach (var part in parts)
        {
            if (folder.Find(part) is not { IsPartial: true } upload || upload.Owner != owner || folder.OffsetOf(upload) != upload.Length)
                return null;
            sum += upload.Length;
        }

        return sum;
    }
}
