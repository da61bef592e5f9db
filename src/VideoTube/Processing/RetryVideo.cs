using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Playback;
using VideoTube.Videos;
using VideoTube.Videos.Replacing;

namespace VideoTube.Processing;

/// <summary>Another try for a video that failed, that lacks its smaller sizes, or whose new file failed: the failed work is queued as if it were new.</summary>
internal sealed class RetryVideo(Database database, VideoStore videos, JobQueue jobs, ListPages lists, MediaAccess access)
{
    /// <summary>For its owner. The video, which is processed again, or why it is not.</summary>
    public async Task<Result<Video>> RunAsync(Id video, Id owner, CancellationToken ct)
    {
        var isQueued = await database.WriteAsync(async session =>
        {
            var replacement = await ReplacementStore.RetryAsync(session, video, owner);
            if (replacement is null && !await VideoChangeStore.RetryAsync(session, video, owner))
                return false;
            // It would be at work in the same folder; the storyboard's job queues it anew.
            await jobs.CancelAsync(session, video, JobKind.Av1);
            // Jobs that ended long ago are forgotten; then all of the work is done again.
            var subject = replacement ?? video;
            if (await jobs.RequeueFailedAsync(session, subject) == 0)
                await jobs.EnqueueAsync(session, await ReplacementStore.IsUncutAsync(session, subject) ? JobKind.Trim : JobKind.Prepare, subject);
            return true;
        }, ct);
        if (isQueued)
            Forget(video);
        var found = await videos.FindAsync(video, owner, CancellationToken.None);
        if (isQueued || found.Value is not { } there)
            return found;
        return there.Owner.Id != owner ? VideoErrors.NotYours
            : there.Status == "failed" ? VideoErrors.NothingToRetry
            : VideoErrors.NotFailed;
    }

    /// <summary>For the site's keepers. False when there is no such failed job.</summary>
    public async Task<bool> RunAsync(Id job, CancellationToken ct)
    {
        var video = await database.WriteAsync(async session =>
        {
            var subject = await jobs.RequeueAsync(session, job);
            if (subject is not null)
            {
                await VideoChangeStore.RetryAsync(session, Id.Parse(subject));
                await ReplacementStore.RetryAsync(session, Id.Parse(subject));
            }

            return subject;
        }, ct);
        if (video is null)
            return false;
        Forget(Id.Parse(video));
        return true;
    }

    private void Forget(Id video)
    {
        lists.Forget();
        access.Forget(video);
    }
}
