using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Media.Encoders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Running;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>
/// Where the site is set so, some sizes of a ready video once more as AV1. A video without them is as good as before; they are
/// offered when all of them are there.
/// </summary>
internal sealed class EncodeAv1(
    Database database, JobQueue queue, ProcessingStore videos, Original originals, IMediaStore store, IMediaRunner runner, UnusedMedia unused,
    Settings settings, TimeProvider time)
{
    /// <summary>As part of the transaction that makes all else of a video.</summary>
    public async Task QueueAsync(Session session, Id video)
    {
        if (settings.Av1Sizes.Count > 0)
            await queue.EnqueueAsync(session, JobKind.Av1, video);
    }

    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        await unused.DeleteRestsAsync(run, ct);
        IReadOnlyList<Rendition> made = [];
        if (await videos.FindAsync(run.Subject, ct) is { } video)
        {
            var source = await originals.OpenAsync(MediaKey.Parse(video.Original), ct);
            var rungs = Av1Encoder.Rungs(source.Info, settings.Av1Sizes);
            if (rungs.Count > 0)
                made = await EncodeAsync(run, source, rungs, ct);
            var published = new PublishedRun(store, run);
            foreach (var rendition in made)
                await published.PutCompleteAsync(rendition, promisedTarget: null, ct);
        }

        await database.WriteAsync(async session =>
        {
            await queue.CompleteAsync(session, run.Job);
            foreach (var rendition in made)
                await videos.OfferAsync(session, run, RenditionFacts.Of(rendition), isCopy: false, isComplete: true);
        }, ct);
        await unused.DeleteOldRunsAsync(run.Subject, CancellationToken.None);
    }

    private Task<IReadOnlyList<Rendition>> EncodeAsync(JobRun run, MediaSource source, IReadOnlyList<Media.Ladders.Rung> rungs, CancellationToken ct)
    {
        var (share, percent) = (0.0, 0);
        return BesideEncoder.RunAsync(
            async stop => (await Av1Encoder.RunAsync(
                runner, source, rungs, run.Work.Sub("av1"), done => Volatile.Write(ref share, done / source.Info.Duration), stop)).Renditions,
            async () =>
            {
                var now = Math.Clamp((int)(99 * Volatile.Read(ref share)), 0, 99);
                if (now > percent)
                    await database.WriteAsync(session => queue.ProgressAsync(session, run.Job, percent = now), ct);
            },
            time, ct);
    }
}
