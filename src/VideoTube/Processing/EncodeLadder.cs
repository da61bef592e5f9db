using VideoTube.Data;
using VideoTube.Media;
using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>
/// Every rung that was not copied, in one go. Finished segments go to the store while ffmpeg works. Where nothing else
/// of the video plays, its rungs are offered from their first segments on; else only when they are complete, because a
/// player that changes to a rung that still grows would stall at its edge.
/// </summary>
internal sealed class EncodeLadder(
    Database database, JobQueue queue, ProcessingStore videos, Original originals, CopiedRenditions copies, IMediaStore store,
    IMediaRunner runner, UnusedMedia unused, TimeProvider time)
{
    /// <summary>Where the bar stands when the quick part is done.</summary>
    public const int FirstPercent = 5;

    public static bool IsAll(MediaInfo info, Ladder ladder, IEnumerable<string> names) => !Missing(info, ladder, names).Any();

    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        if (await videos.FindAsync(run.Subject, ct) is not { } video)
        {
            // Deleted together with its owner.
            await database.WriteAsync(session => queue.CompleteAsync(session, run.Job), ct);
            return;
        }

        var source = await originals.OpenAsync(MediaKey.Parse(video.Original), ct);
        var copied = await copies.ReadAsync(run, ct);
        var hasPicture = copied.Any(rendition => rendition.Name != Ladder.AudioName);
        var ladder = Ladder.Plan(source.Info, new LadderOptions { CopyTop = hasPicture });
        var output = new GrowingOutput(
            new PublishedRun(store, run), run.Work.Sub("encode"), [.. Missing(source.Info, ladder, copied.Select(r => r.Name))],
            LadderEncoder.PromisedTarget(ladder, copied), IsOffered: video.OriginalType is null && copied.Count == 0);

        var made = await EncodeAsync(run, source, ladder, copied, output, ct);
        ThrowIfCutShort(source.Info.Duration, made);
        await FinishAsync(run, output, made, ct);
        await unused.DeleteOldRunsAsync(run.Subject, CancellationToken.None);
    }

    private Task<IReadOnlyList<Rendition>> EncodeAsync(
        JobRun run, MediaSource source, Ladder ladder, IReadOnlyList<Rendition> copied, GrowingOutput output, CancellationToken ct)
    {
        var (share, percent) = (0.0, FirstPercent);
        return BesideEncoder.RunAsync(
            async stop => (await LadderEncoder.RunAsync(
                runner, source, ladder, copied, output.Folder, done => Volatile.Write(ref share, done), stop)).Renditions,
            async () =>
            {
                await PublishAsync(run, output, ct);
                percent = await ReportAsync(run, percent, Volatile.Read(ref share), ct);
            },
            time, ct);
    }

    private async Task PublishAsync(JobRun run, GrowingOutput output, CancellationToken ct)
    {
        await output.PutAsync(ct);
        if (!output.MayBeOffered)
            return;
        await database.WriteAsync(async session =>
        {
            await queue.HoldAsync(session, run.Job);
            foreach (var rendition in output.Renditions)
                await videos.OfferAsync(session, run, RenditionFacts.Of(rendition), isCopy: false, isComplete: false);
        }, ct);
        output.WasOffered();
    }

    private async Task<int> ReportAsync(JobRun run, int before, double share, CancellationToken ct)
    {
        var percent = FirstPercent + (int)((99 - FirstPercent) * share);
        if (percent > before)
            await database.WriteAsync(async session =>
            {
                await queue.ProgressAsync(session, run.Job, percent);
                await videos.SetProgressAsync(session, run.Subject, percent);
            }, ct);
        return percent;
    }

    private async Task FinishAsync(JobRun run, GrowingOutput output, IReadOnlyList<Rendition> made, CancellationToken ct)
    {
        foreach (var rendition in made)
            await output.PutCompleteAsync(rendition, ct);
        await database.WriteAsync(async session =>
        {
            await queue.CompleteAsync(session, run.Job);
            foreach (var rendition in made)
                await videos.OfferAsync(session, run, RenditionFacts.Of(rendition), isCopy: false, isComplete: true);
            await videos.WithdrawIncompleteAsync(session, run.Subject);
            await videos.SetReadyAsync(session, run.Subject);
        }, ct);
    }

    /// <summary>ffmpeg ends content with a file that breaks off; a viewer who was promised an hour is not.</summary>
    public static void ThrowIfCutShort(TimeSpan promised, IReadOnlyList<Rendition> made)
    {
        var end = made.Select(rendition => rendition.End).DefaultIfEmpty(promised).Max();
        var allowed = TimeSpan.FromSeconds(Math.Max(2, promised.TotalSeconds * 0.05));
        if (end + allowed < promised)
            throw new MediaRefusedException(new MediaRefusal("video.cut_short",
                $"The file is damaged: of its {Words(promised)} only {Words(end)} can be read. Please export or copy it again and upload that."));
    }

    private static string Words(TimeSpan time) => time.ToString(time < TimeSpan.FromHours(1) ? @"m\:ss" : @"h\:mm\:ss");

    private static IEnumerable<string> Missing(MediaInfo info, Ladder ladder, IEnumerable<string> names)
    {
        var wanted = ladder.Rungs.Select(rung => rung.Name);
        return (info.Audio is null ? wanted : wanted.Append(Ladder.AudioName)).Except(names);
    }
}
