using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Playback;
using VideoTube.Processing;

namespace VideoTube.Videos;

/// <summary>Removes a video with all that hangs on it: its rows by cascade, its work, then its files.</summary>
internal sealed class DeleteVideo(
    Database database, VideoStore videos, ListCounts counts, MediaAccess access, MediaLeftovers leftovers, JobQueue jobs, TimeProvider time)
{
    /// <summary>Null when it is gone.</summary>
    public async Task<ApiError?> RunAsync(Id id, Id owner, CancellationToken ct)
    {
        if (!await database.WriteAsync(session => RemoveRowsAsync(session, id, owner), ct))
            return await videos.WhyNotAsync(id, owner, ct);
        await leftovers.RemoveAsync([VideoKeys.Folder(id)], CancellationToken.None);
        return null;
    }

    /// <summary>As part of a transaction; the files, which are noted, go once it is committed. False when it is not theirs.</summary>
    public async Task<bool> RemoveRowsAsync(Session session, Id id, Id owner)
    {
        if (await session.ExecuteAsync("DELETE FROM videos WHERE id = @id AND owner_id = @owner", new { id, owner }) == 0)
            return false;
        await MediaLeftovers.NoteAsync(session, VideoKeys.Folder(id), time.GetUtcNow());
        await jobs.CancelAsync(session, id);
        session.AfterCommit(() =>
        {
            counts.Forget();
            access.Forget(id);
        });
        return true;
    }
}
