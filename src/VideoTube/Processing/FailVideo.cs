using VideoTube.Data;

namespace VideoTube.Processing;

/// <summary>
/// Ends a job that cannot succeed. What plays goes on playing: with a complete rendition the video is ready, if in fewer
/// sizes; with nothing but its original it has failed, yet plays where browsers take that.
/// </summary>
internal sealed class FailVideo(Database database, JobQueue queue, ProcessingStore videos, UnusedMedia unused)
{
    public const string FewerSizes = "The smaller sizes of this video could not be made; it plays in its original size.";
    public const string OnlyOriginal = "It plays as it was uploaded, where a browser can.";

    /// <param name="words">Why, for the owner of the video.</param>
    public async Task RunAsync(Job job, string words, CancellationToken ct)
    {
        await database.WriteAsync(async session =>
        {
            await queue.FailAsync(session, job, words);
            if (job.Kind == JobKind.Announce)
                return; // the video is as good as before
            await videos.WithdrawIncompleteAsync(session, job.Subject);
            switch (await videos.FindPlayabilityAsync(session, job.Subject))
            {
                case { Renditions: true }:
                    await videos.SetReadyAsync(session, job.Subject, FewerSizes);
                    break;
                case { Original: true }:
                    await videos.SetFailedAsync(session, job.Subject, $"{words} {OnlyOriginal}");
                    break;
                case not null:
                    await videos.SetFailedAsync(session, job.Subject, words);
                    break;
            }
        }, ct);
        await unused.DeleteOldRunsAsync(job.Subject, ct);
    }
}
