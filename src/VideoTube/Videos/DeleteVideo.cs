using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Playback;
using VideoTube.Processing;
using VideoTube.Videos.Replacing;

namespace VideoTube.Videos;

/// <summary>Removes a video with all that hangs on it: its rows by cascade, its work, then its files.</summary>
internal sealed class DeleteVideo(
    Database database, VideoStore videos, ListPages lists, MediaAccess access, MediaLeftovers leftovers, JobQueue jobs, TimeProvider time)
{
    /// <summary>Null when it is gone.</summary>
    /// <exception cref="RequestRefusedException">A condition does not hold.</exception>
    public async Task<ApiError?> RunAsync(Id id, Id owner, CancellationToken ct, Preconditions? conditions = null)
    {
        var deleted = await database.WriteAsync(async session =>
        {
            if (conditions is { AreAny: true } && await videos.HoldAsync(session, id, owner))
                await videos.CheckAsync(session, id, owner, conditions);
            return await RemoveRowsAsync(session, id, owner);
        }, ct);
        if (!deleted)
            return await videos.WhyNotAsync(id, owner, ct);
        await leftovers.EmptyAsync(VideoKeys.Folder(id));
        return null;
    }

    /// <summary>As part of a transaction; the files, which are noted, go once it is committed. False when it is not theirs.</summary>
    public async Task<bool> RemoveRowsAsync(Session session, Id id, Id owner)
    {
        var replacement = await ReplacementStore.FindAsync(session, id);
        if (!await VideoChangeStore.DeleteAsync(session, id, owner))
            return false;
        if (replacement is not null)
            await jobs.CancelAsync(session, replacement.Id);
        await LeftoverStore.NoteAsync(session, VideoKeys.Folder(id), time.GetUtcNow());
        await jobs.CancelAsync(session, id);
        session.AfterCommit(() =>
        {
            lists.Forget();
            access.Forget(id);
        });
        return true;
    }
}
