using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Uploads.Tus;

/// <summary>Uploads as their owners may see them.</summary>
internal sealed class TusStore(TusFolder folder, TusTurns turns, FinishUpload finish, TimeProvider time)
{
    /// <summary>Null when there is none, it is somebody else's, or its time is over.</summary>
    public TusUpload? Find(Id id, Id owner) =>
        folder.Find(id) is { } upload && upload.Owner == owner && (upload.IsDone || UploadState.ExpiryOf(upload, folder) > time.GetUtcNow()) ? upload : null;

    /// <summary>How far it is; all of that is on the disk. One that is whole and no video yet, after a crash or a fault, becomes one now.</summary>
    public async Task<Result<UploadState>> GetStateAsync(Id id, Id owner, CancellationToken ct)
    {
        await turns.EndSilentAsync(id, ct);
        if (Find(id, owner) is not { } upload)
            return TusErrors.NotFound;
        if (upload is { IsDone: false, IsPartial: false } && (upload.Parts is not null || folder.OffsetOf(upload) == upload.Length))
        {
            var taken = await turns.AwaitAsync(id, ct);
            if (taken.Value is not { } turn)
                return taken.Error!;
            using (turn)
                if (Find(id, owner) is { } whole && (whole.Parts is not null || folder.OffsetOf(whole) == whole.Length) && await finish.RunAsync(whole) is { Status: not 409 } fault)
                    return fault; // what is in its way may go away: all of it is here
        }

        return StateOf(id, owner);
    }

    public Result<UploadState> StateOf(Id id, Id owner)
    {
        // The length first: of bytes that were there then, what is known of them after tells whether they count.
        var length = folder.Sync(id);
        if (Find(id, owner) is not { } upload)
            return TusErrors.NotFound;
        var offset = upload.IsDone ? upload.Length : Math.Min(length ?? 0, upload.VerifiedTo ?? long.MaxValue);
        return new UploadState(upload, offset, upload.IsDone ? null : UploadState.ExpiryOf(upload, folder));
    }
}

/// <param name="Offset">Bytes that are here and durable.</param>
/// <param name="ExpiresAt">Null when it is a video.</param>
internal sealed record UploadState(TusUpload Upload, long Offset, DateTimeOffset? ExpiresAt)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public static DateTimeOffset ExpiryOf(TusUpload upload, TusFolder folder) => folder.LastByteAt(upload) + Lifetime;
}
