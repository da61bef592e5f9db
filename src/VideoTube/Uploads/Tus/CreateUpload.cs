using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Uploads.Tus;

/// <summary>What a client says of an upload before it sends a byte of it.</summary>
internal sealed record PlannedUpload(long? Length, string? Metadata, string? Concat);

/// <summary>Begins an upload, when there is room for all of it and what is said of it holds.</summary>
internal sealed class CreateUpload(TusFolder folder, TusTurns turns, Settings settings, TimeProvider time)
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
            var known = folder.List().ToList();
            if (parts is not null && known.Find(other => other.Owner == owner && other.Parts is { } joined && joined.SequenceEqual(parts)) is { } same)
                return same; // the answer to its creation was lost
            var length = parts is null ? planned.Length : SumOf(parts, owner);
            if (length is null)
                return parts is null ? TusErrors.LengthMissing : TusErrors.Parts;
            if (length > settings.UploadMaxBytes)
                return VideoErrors.TooLarge;
            var unfinished = known.FindAll(upload => !upload.IsDone);
            if (parts is null && unfinished.Count(upload => upload.Owner == owner) >= MostUnfinished)
                return TusErrors.TooMany;
            var (head, tail) = parts is null ? default : FindHead(parts);
            if (length - (head?.Length ?? 0) > folder.FreeBytes - unfinished.Sum(upload => upload.Length - folder.OffsetOf(upload)))
                return VideoErrors.DiskFull;
            if (head is not null && tail is not null)
                return Continue(head, length.Value, planned, parts!);
            var created = new TusUpload(Id.New(time), owner, length.Value, time.GetUtcNow()) { Metadata = planned.Metadata, Concat = planned.Concat, Parts = parts };
            try
            {
                folder.Create(created);
                return created;
            }
            catch (IOException full) when (MultipartForm.IsDiskFull(full))
            {
                return VideoErrors.DiskFull;
            }
        }
    }

    /// <summary>The two parts of a file whose end came first: nothing has to be copied but the end.</summary>
    private (TusUpload? Head, TusUpload? Tail) FindHead(IReadOnlyList<Id> parts) =>
        parts is [var first, var second] && folder.Find(first) is { } head && folder.Find(second) is { } tail
            && PartOfWhole.Of(head) is { } begins && PartOfWhole.Of(tail) is { } ends && begins.IsHeadOf(head, ends, tail)
            ? (head, tail)
            : default;

    /// <summary>The part that begins the file becomes the final upload itself, and keeps its id: it may be watched by that already.</summary>
    private Result<TusUpload> Continue(TusUpload head, long length, PlannedUpload planned, IReadOnlyList<Id> parts)
    {
        if (turns.TryTake(head.Id) is not { } turn)
            return TusErrors.Busy;
        using (turn)
        {
            var final = head with { Length = length, Metadata = planned.Metadata, Concat = planned.Concat, Parts = parts };
            folder.Save(final);
            return final;
        }
    }

    private long? SumOf(IReadOnlyList<Id> parts, Id owner)
    {
        var sum = 0L;
        foreach (var part in parts)
        {
            if (folder.Find(part) is not { IsPartial: true, IsDone: false } upload || upload.Owner != owner || folder.OffsetOf(upload) != upload.Length)
                return null;
            sum += upload.Length;
        }

        return sum;
    }
}
