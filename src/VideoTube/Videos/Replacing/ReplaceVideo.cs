using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media;
using VideoTube.Media.Probing;
using VideoTube.Processing;
using VideoTube.Storage;
using VideoTube.Storage.Local;
using VideoTube.Uploads;

namespace VideoTube.Videos.Replacing;

/// <summary>
/// Takes a file for a video that is there: probed, put into the store, queued for processing. What plays until now goes on
/// playing until the new one is ready. Its folder is noted as a leftover before the first byte of it reaches the store, so that
/// whatever a crash leaves is found again.
/// </summary>
internal sealed class ReplaceVideo(
    Database database, VideoStore videos, MediaProbe probe, IMediaStore store, MediaLeftovers leftovers, OriginalCopies copies, JobQueue jobs, TimeProvider time)
{
    /// <summary>No file is so large that putting it takes longer.</summary>
    private static readonly TimeSpan Putting = TimeSpan.FromDays(1);

    /// <summary>Null when a file may be sent to this video's place now.</summary>
    public async Task<ApiError?> WhyNotAsync(Id video, Id owner, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await ReplacementStore.FindVideoAsync(read, video, owner) is { } found ? found.Refusal : await videos.WhyNotAsync(video, owner, ct);
    }

    /// <summary>
    /// Of several files for one video the last that is whole takes the place of those on their way. Takes no token: bytes that have
    /// arrived are kept also when the client does not wait for the answer.
    /// </summary>
    /// <param name="path">In the upload folder; gone once the file is taken.</param>
    /// <param name="id">What the replacement is called.</param>
    public async Task<Result<Video>> RunAsync(string path, Id video, Id owner, Id id)
    {
        try
        {
            DurableFile.Sync(path);
            var info = await probe.ProbeAsync(path, CancellationToken.None);
            if (await TakeAsync(path, info, video, owner, id) is { } refusal)
                return refusal;
        }
        catch (MediaRefusedException refused)
        {
            return FileErrors.Of(refused.Refusal);
        }
        catch (MediaStoreFullException)
        {
            return VideoErrors.DiskFull;
        }

        return await videos.FindAsync(video, owner, CancellationToken.None);
    }

    private async Task<ApiError?> TakeAsync(string path, MediaInfo info, Id video, Id owner, Id id)
    {
        var folder = VideoKeys.Folder(video, id);
        var original = VideoKeys.Original(folder, info);
        var isTaken = false;
        await database.WriteAsync(session => LeftoverStore.NoteAsync(session, folder, time.GetUtcNow(), due: time.GetUtcNow() + Putting), CancellationToken.None);
        try
        {
            copies.Keep(original, path);
            await store.PutFileAsync(original, path, CancellationToken.None);
            var error = await database.WriteAsync(async session =>
            {
                if (await ReplacementStore.HoldAsync(session, video, owner) is not { } held)
                    return VideoErrors.NotFound;
                if (held.IsInProcessing)
                    return ReplacementErrors.StillProcessed;
                await BeginAsync(session, held, id, video, "file");
                await ReplacementStore.SetOriginalAsync(session, id, original, info, time.GetUtcNow());
                await LeftoverStore.ForgetAsync(session, folder);
                await jobs.EnqueueAsync(session, JobKind.Prepare, id);
                return null;
            }, CancellationToken.None);
            isTaken = error is null;
            return error;
        }
        finally
        {
            if (!isTaken)
                await UndoAsync(folder);
        }
    }

    /// <summary>As part of a transaction that holds the video: what failed before, or is on its way, goes.</summary>
    public async Task BeginAsync(Session session, ReplaceableVideo held, Id id, Id video, string kind, (double Start, double End)? trim = null)
    {
        if (held.OnItsWay is { } before)
            await EndAsync(session, video, before.Id);
        await ReplacementStore.InsertAsync(session, id, video, kind, trim, time.GetUtcNow());
    }

    /// <summary>As part of a transaction: its row, its work and its files, which are noted, go.</summary>
    public async Task EndAsync(Session session, Id video, Id replacement)
    {
        await ReplacementStore.DeleteAsync(session, replacement);
        await jobs.CancelAsync(session, replacement);
        await LeftoverStore.NoteAsync(session, VideoKeys.Folder(video, replacement), time.GetUtcNow());
    }

    /// <summary>A commit whose answer was lost may have taken it all the same: then it is noted no more, and its files stay.</summary>
    private async Task UndoAsync(MediaKey folder)
    {
        copies.Forget(folder);
        var undone = await database.WriteAsync(async session =>
        {
            if (!await LeftoverStore.IsNotedAsync(session, folder))
                return false;
            await LeftoverStore.ForgetAsync(session, folder);
            await LeftoverStore.NoteAsync(session, folder, time.GetUtcNow());
            return true;
        }, CancellationToken.None);
        if (undone)
            await leftovers.EmptyAsync(folder);
    }
}
