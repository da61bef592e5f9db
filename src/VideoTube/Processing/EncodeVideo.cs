using VideoTube.Data;
using VideoTube.Media.Chunks;
using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Running;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>
/// The slow part: a short video in one go (<see cref="EncodeLadder"/>); a long one cut into chunks, which are jobs of their
/// own, joined by this job as they come in (<see cref="JoinChunks"/>).
/// </summary>
internal sealed class EncodeVideo(
    Database database, JobQueue queue, ProcessingStore videos, ChunkStore chunks, Original originals, CopiedRenditions copies,
    IMediaRunner runner, ChunkOptions options, EncodeLadder ladder, JoinChunks join, ILogger<EncodeVideo> log)
{
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        if (await chunks.FindRunAsync(run.Subject, ct) is not null)
            await join.RunAsync(run, ct);
        else if (await videos.FindAsync(run.Subject, ct) is not { } video || video.Duration < options.LeastDuration.TotalSeconds || !await CutAsync(run, video, ct))
            await ladder.RunAsync(run, ct);
    }

    private async Task<bool> CutAsync(JobRun run, ProcessedVideo video, CancellationToken ct)
    {
        var source = await originals.OpenAsync(MediaKey.Parse(video.Original), ct);
        var copied = await copies.ReadAsync(run, ct);
        var names = copied.Select(rendition => rendition.Name).ToList();
        var copyTop = names.Any(name => name != Ladder.AudioName);
        var planned = Ladder.Plan(source.Info, new LadderOptions { CopyTop = copyTop });
        var cut = await ChunkPlan.MakeAsync(runner, source, planned, copied, options, ct);
        if (cut.Count == 0)
            return false;

        var whole = new PlannedChunk(
            null, copyTop, [.. ChunkPlan.Rungs(planned, names).Select(rung => rung.Name)],
            source.Info.Audio is not null && !names.Contains(Ladder.AudioName), LadderEncoder.PromisedTarget(planned, copied), source.Info);
        // The sound after the first chunk: these two are enough to begin to watch.
        var pieces = cut.Select(chunk => (chunk.Number, Plan: whole with { Pictures = chunk })).ToList();
        if (whole.HasSound)
            pieces.Insert(1, (ChunkRow.Sound, whole));
        await database.WriteAsync(async session =>
        {
            await queue.HoldAsync(session, run.Job);
            foreach (var ((number, plan), place) in pieces.Select((piece, place) => (piece, place)))
                await chunks.AddAsync(session, await queue.EnqueueAsync(session, JobKind.Chunk, run.Subject, place), run.Subject, run.Run, number, plan);
            await queue.ParkAsync(session, run.Job);
        }, ct);
        log.Chunked(run.Subject, cut.Count);
        return true;
    }
}
