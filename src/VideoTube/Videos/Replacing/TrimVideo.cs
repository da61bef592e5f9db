using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media.Encoders;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;
using VideoTube.Media.Trimming;
using VideoTube.Processing;
using VideoTube.Storage;

namespace VideoTube.Videos.Replacing;

/// <summary>An owner cuts the beginning or the end off their video: a part of its file takes its place.</summary>
internal sealed class TrimVideo(
    Database database, VideoStore videos, ReplaceVideo replace, ReplacementStore replacements, ProcessingStore processing, JobQueue queue,
    Original originals, OriginalCopies copies, MediaProbe probe, IMediaRunner runner, IMediaStore store, TimeProvider time)
{
    /// <summary>What is left plays at least this long, in seconds.</summary>
    public const double Least = 1;

    /// <summary>Share of the whole work that cutting is, where the part has to be encoded.</summary>
    private const int LastPercent = 5;

    /// <param name="start">Seconds.</param>
    /// <param name="end">Seconds; null: the end of the video.</param>
    public async Task<Result<Video>> BeginAsync(Id video, Id owner, double start, double? end, CancellationToken ct)
    {
        var isOwn = false;
        var error = await database.WriteAsync(async session =>
        {
            var held = await ReplacementStore.HoldAsync(session, video, owner);
            isOwn = held is not null;
            if (held is null)
                return null;
            if ((held.Refusal ?? Judge(held, start, end)) is { } refusal)
                return refusal;
            var id = Id.New(time);
            await replace.BeginAsync(session, held, id, video, "trim", (start, Math.Min(end ?? held.Duration, held.Duration)));
            await queue.EnqueueAsync(session, JobKind.Trim, id);
            return null;
        }, ct);
        if (!isOwn)
            return await videos.WhyNotAsync(video, owner, ct);
        return error is not null ? error : await videos.FindAsync(video, owner, CancellationToken.None);
    }

    /// <summary>The job: cuts, and leaves the rest to <see cref="PrepareVideo"/>.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        if (await replacements.FindTrimAsync(run.Subject, ct) is not { } planned)
        {
            // Deleted together with its video.
            await database.WriteAsync(session => queue.CompleteAsync(session, run.Job), ct);
            return;
        }

        var source = await originals.OpenAsync(planned.Video, MediaKey.Parse(planned.Original), ct);
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
        copies.Forget(planned.Video);

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

    private static ApiError? Judge(ReplaceableVideo held, double start, double? end)
    {
        if (held.Original is null)
            return ReplacementErrors.NoFile;
        var until = Math.Min(end ?? held.Duration, held.Duration);
        if (until - start < Least)
            return HttpErrors.Invalid([new("end", $"What is left must last {Least:0} second or longer")], onlyMissing: false);
        return start < 0.001 && held.Duration - until < 0.001
            ? HttpErrors.Invalid([new("start", "This is the whole video: nothing would be cut off")], onlyMissing: false)
            : null;
    }
}
