using VideoTube.Data;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;
using VideoTube.Media.Trimming;
using VideoTube.Processing;
using VideoTube.Storage;

namespace VideoTube.Videos.Replacing;

/// <summary>Cuts a part out of a video's file, and leaves the rest to <see cref="PrepareVideo"/>.</summary>
internal sealed class MakeTrim(
    Database database, ReplacementStore replacements, ProcessingStore processing, JobQueue queue, Original originals,
    MediaProbe probe, IMediaRunner runner, IMediaStore store, TimeProvider time)
{
    /// <summary>Share of the whole work that cutting is, where the part has to be encoded.</summary>
    private const int LastPercent = 5;

    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        if (await replacements.FindTrimAsync(run.Subject, ct) is not { } planned)
        {
            // Deleted together with its video.
            await database.WriteAsync(session => queue.CompleteAsync(session, run.Job), ct);
            return;
        }

        var source = await originals.OpenAsync(MediaKey.Parse(planned.Original), ct);
        var (share, percent) = (0.0, 0);
        var part = await BesideEncoder.RunAsync(
            stop => Trim.RunAsync(runner, probe, source, TimeSpan.FromSeconds(planned.Start), TimeSpan.FromSeconds(planned.End), run.Work.Sub("trim"),
                done => Volatile.Write(ref share, done), stop),
            async () =>
            {
                var now = (int)(LastPercent * Volatile.Read(ref share));
                if (now <= percent)
                    return;
                percent = now;
                await database.WriteAsync(async session =>
                {
                    await queue.ProgressAsync(session, run.Job, percent);
                    await processing.RaiseProgressAsync(session, run.Subject, percent);
                }, ct);
            },
            time, ct);

        var original = VideoKeys.Original(run.Folder, part.Info);
        await store.PutFileAsync(original, part.Path, ct);
        await database.WriteAsync(async session =>
        {
            await queue.CompleteAsync(session, run.Job);
            await ReplacementStore.SetTrimAsync(session, run.Subject, part.Start.TotalSeconds, part.End.TotalSeconds);
            await ReplacementStore.SetOriginalAsync(session, run.Subject, original, part.Info, time.GetUtcNow());
            await queue.EnqueueAsync(session, JobKind.Prepare, run.Subject);
        }, ct);
    }
}
