using VideoTube.Data;
using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;
using VideoTube.Media.Remuxing;
using VideoTube.Media.Running;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>
/// The quick part: learns what the file holds, offers whatever plays without encoding, makes a poster, and leaves the rest
/// to <see cref="EncodeLadder"/>. Each thing is offered as soon as it is there.
/// </summary>
internal sealed class PrepareVideo(
    Database database, JobQueue queue, ProcessingStore videos, Original originals, IMediaStore store, IMediaRunner runner,
    PosterCandidates posters, UnusedMedia unused)
{
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        if (await videos.FindAsync(run.Subject, ct) is not { } video)
        {
            // Deleted together with its owner.
            await database.WriteAsync(session => queue.CompleteAsync(session, run.Job), ct);
            return;
        }

        var source = await originals.OpenAsync(MediaKey.Parse(video.Original), ct);
        await database.WriteAsync(async session =>
        {
            await queue.HoldAsync(session, run.Job);
            await videos.SetFactsAsync(session, run.Subject, FactsOf(source.Info));
        }, ct);

        var ladder = Ladder.Plan(source.Info, new LadderOptions());
        var copied = await CopyAsync(run, source, ladder, ct);
        var pictures = await posters.MakeAsync(run, source, hasPoster: video.Poster is not null, ct);
        var isAll = copied.Count > 0 && EncodeLadder.IsAll(source.Info, ladder, copied);
        var posterTaken = await database.WriteAsync(async session =>
        {
            await queue.CompleteAsync(session, run.Job);
            var taken = pictures is not null && await posters.SaveAsync(session, run, pictures);
            if (isAll)
                await videos.SetReadyAsync(session, run.Subject);
            else
            {
                await videos.SetProgressAsync(session, run.Subject, EncodeLadder.FirstPercent);
                await queue.EnqueueAsync(session, JobKind.Encode, run.Subject);
            }

            return taken;
        }, ct);
        if (pictures is not null)
            await posters.TidyAsync(run, pictures, posterTaken);
        if (isAll)
            await unused.DeleteOldRunsAsync(run.Subject, CancellationToken.None);
    }

    private static VideoFacts FactsOf(MediaInfo info) => new(
        info.Duration.TotalSeconds, info.Video?.DisplaySize.Width, info.Video?.DisplaySize.Height, BrowserPlayback.MimeType(info));

    /// <summary>Offers the source's own streams where every player takes them; empty when they have to be encoded.</summary>
    /// <returns>Names of what is offered.</returns>
    private async Task<IReadOnlyList<string>> CopyAsync(JobRun run, MediaSource source, Ladder ladder, CancellationToken ct)
    {
        // A picture that is not to be the top rung would stand beside the ladder, turned or oversized.
        if (source.Info.Video is not null && !ladder.CopyTop || !CopyRemux.IsPossible(source.Info, ladder))
            return [];
        var names = CopyRemux.Names(source.Info, ladder);
        if (await IsCopiedAsync(run.Subject, names, ct))
            return names;
        if (await CopyRemux.RunAsync(runner, source, ladder, run.Work.Sub("copy"), ct) is not { } made)
            return [];

        var published = new PublishedRun(store, run);
        foreach (var rendition in made.Renditions)
            await published.PutCompleteAsync(rendition, promisedTarget: null, ct);

        await database.WriteAsync(async session =>
        {
            await queue.HoldAsync(session, run.Job);
            foreach (var rendition in made.Renditions)
                await videos.OfferAsync(session, run, RenditionFacts.Of(rendition), isCopy: true, isComplete: true);
        }, ct);
        return names;
    }

    /// <summary>While it was uploaded, or by an earlier try.</summary>
    private async Task<bool> IsCopiedAsync(Id video, IReadOnlyList<string> names, CancellationToken ct) =>
        (await videos.ListPlaylistsAsync(video, ct)).Where(there => there is { IsCopy: true, Complete: true })
            .Select(there => there.Name).ToHashSet().SetEquals(names);
}
