using VideoTube.Data;
using VideoTube.Media;
using VideoTube.Media.Chunks;
using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Running;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Processing;

/// <summary>
/// One chunk of a long video's pictures, or its sound. Its segments are named after this try, so that a worker that was
/// taken for dead overwrites nothing.
/// </summary>
internal sealed class EncodeChunk(
    Database database, JobQueue queue, ProcessingStore videos, ChunkStore chunks, Original originals, IMediaStore store,
    IMediaRunner runner, AbandonChunks abandon, TimeProvider time)
{
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        if (await chunks.FindAsync(run.Job.Id, ct) is not { } chunk || await videos.FindAsync(run.Subject, ct) is not { } video)
        {
            // Deleted together with its owner.
            await database.WriteAsync(session => queue.CompleteAsync(session, run.Job), ct);
            return;
        }

        var put = new List<MediaKey>();
        var isDone = false;
        try
        {
            var plan = chunk.Planned;
            var source = new MediaSource(await originals.GetAsync(MediaKey.Parse(video.Original), ct), plan.Source);
            var made = await EncodeAsync(run, source, plan, ct);
            var parts = await PutAsync(run, VideoKeys.Hls(run.Folder) / chunk.Run.ToString(), chunk.Number, made, put, ct);
            await FinishAsync(run, parts, ct);
            isDone = true;
        }
        catch (Exception unfit) when (unfit is ChunkMismatchException or MediaRefusedException)
        {
            // What is wrong with a part may be right with the whole, which also tells it best if it is not.
            await abandon.EncodeWholeAsync(run, chunk.Run, unfit, ct);
        }
        finally
        {
            if (!isDone)
                await abandon.DeleteAsync(run.Subject, put);
        }
    }

    private Task<IReadOnlyList<Rendition>> EncodeAsync(JobRun run, MediaSource source, PlannedChunk plan, CancellationToken ct)
    {
        var ladder = Ladder.Plan(source.Info, new LadderOptions { CopyTop = plan.CopyTop });
        var rungs = ladder.Rungs.Where(rung => plan.Rungs.Contains(rung.Name)).ToList();
        var folder = run.Work.Sub("chunk");
        var (share, percent) = (0.0, 0);
        return BesideEncoder.RunAsync(
            async stop => (plan.Pictures is { } chunk
                ? await ChunkEncoder.RunAsync(runner, source, chunk, rungs, ladder.Preset, folder, Note, stop)
                : await LadderEncoder.RunAsync(runner, source, ladder with { Rungs = [] }, [], folder, Note, stop)).Renditions,
            async () =>
            {
                var now = (int)(99 * Volatile.Read(ref share));
                if (now <= percent)
                    return;
                percent = now;
                await database.WriteAsync(async session =>
                {
                    await queue.ProgressAsync(session, run.Job, percent);
                    await RaiseAsync(session, run.Subject);
                }, ct);
            },
            time, ct);

        void Note(double done) => Volatile.Write(ref share, done);
    }

    private async Task<IReadOnlyList<ChunkPart>> PutAsync(
        JobRun run, MediaKey hls, int number, IReadOnlyList<Rendition> made, List<MediaKey> put, CancellationToken ct)
    {
        var parts = new List<ChunkPart>();
        foreach (var rendition in made)
        {
            parts.Add(await ChunkPart.OfAsync(rendition, NameOf, ct));
            // All have the same: the join makes sure of that.
            if (number <= 0)
                await store.PutFileAsync(hls / rendition.Name / Rendition.InitFileName, Path.Combine(rendition.Folder, Rendition.InitFileName), ct);
            foreach (var segment in rendition.Segments)
            {
                put.Add(hls / rendition.Name / NameOf(segment));
                await store.PutFileAsync(put[^1], Path.Combine(rendition.Folder, segment.FileName), ct);
            }
        }

        return parts;

        string NameOf(Segment segment) => $"{run.Run}-{segment.FileName}";
    }

    private Task FinishAsync(JobRun run, IReadOnlyList<ChunkPart> parts, CancellationToken ct) => database.WriteAsync(async session =>
    {
        await queue.CompleteAsync(session, run.Job);
        await chunks.SetMadeAsync(session, run.Job.Id, parts);
        await queue.WakeAsync(session, JobKind.Encode, run.Subject);
        await RaiseAsync(session, run.Subject);
    }, ct);

    private async Task RaiseAsync(Session session, Id video)
    {
        const int First = EncodeLadder.FirstPercent;
        await videos.RaiseProgressAsync(session, video, First + (int)((99 - First) * await chunks.PercentAsync(session, video) / 100));
    }
}
