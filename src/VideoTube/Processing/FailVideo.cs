using VideoTube.Data;

namespace VideoTube.Processing;

/// <summary>
/// Ends a job that cannot succeed. What plays goes on playing: with a complete rendition the video is ready, if in fewer
/// sizes; with nothing but its original it has failed, yet plays where browsers take that.
/// </summary>
internal sealed class FailVideo(Database database, JobQueue queue, ProcessingStore videos, AbandonChunks chunks, UnusedMedia unused)
{
    public const string FewerSizes = "The smaller sizes of this video could not be made; it plays in its original size.";
    public const string OnlyOriginal = "It plays as it was uploaded, where a browser can.";

    public const string Cancelled = "The keepers of this site stopped its processing.";

    /// <summary>What may fail while the video stays as good as before.</summary>
    private static readonly JobKind[] Besides = [JobKind.Announce, JobKind.AnnounceToMembers, JobKind.Storyboard, JobKind.Av1, JobKind.MoveCaptions];

    /// <param name="words">Why, for the owner of the video.</param>
    public async Task RunAsync(Job job, string words, CancellationToken ct)
    {
        await database.WriteAsync(async session =>
        {
            await queue.FailAsync(session, job, words);
            if (!Besides.Contains(job.Kind))
                await EndAsync(session, job.Subject, words);
        }, ct);
        await unused.DeleteOldRunsAsync(job.Subject, ct);
    }

    /// <summary>Ends a job whoever holds it. False when it does not wait or run.</summary>
    public async Task<bool> CancelAsync(Id job, CancellationToken ct)
    {
        var subject = await database.WriteAsync(async session =>
        {
            var video = await queue.CancelJobAsync(session, job, Cancelled);
            if (video is not null && !await queue.IsOfKindAsync(session, job, [.. Besides]))
                await EndAsync(session, Id.Parse(video), Cancelled);
            return video;
        }, ct);
        if (subject is null)
            return false;
        await unused.DeleteOldRunsAsync(Id.Parse(subject), ct);
        return true;
    }

    private async Task EndAsync(Session session, Id video, string words)
    {
        await chunks.EndAsync(session, video, words);
        await videos.WithdrawIncompleteAsync(session, video);
        switch (await videos.FindPlayabilityAsync(session, video))
        {
            case { Renditions: true }:
                await videos.SetReadyAsync(session, video, FewerSizes);
                break;
            case { Original: true }:
                await videos.SetFailedAsync(session, video, $"{words} {OnlyOriginal}");
                break;
            case not null:
                await videos.SetFailedAsync(session, video, words);
                break;
        }
    }
}
