using VideoTube.Data;
using VideoTube.Media.Chunks;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>
/// Makes renditions of the chunks that are there: one after each that comes in, by the job that cut them. Where nothing else
/// of the video plays, it is offered from its first minutes on; else when all are there (see <see cref="EncodeLadder"/>).
/// </summary>
internal sealed class JoinChunks(
    Database database, JobQueue queue, ProcessingStore videos, ChunkStore chunks, IMediaStore store, AbandonChunks abandon, UnusedMedia unused)
{
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        IReadOnlyList<ChunkRow> rows;
        IReadOnlyList<Rendition>? joined;
        do
        {
            rows = await chunks.ListAsync(run.Subject, ct);
            if (rows.Count == 0)
                throw new JobLostException(run.Job);
            try
            {
                joined = await JoinAsync(run with { Run = rows[0].Run }, rows, ct);
            }
            catch (ChunkMismatchException unfit)
            {
                await abandon.EncodeWholeAsync(run, rows[0].Run, unfit, ct);
                return;
            }
        }
        while (joined is null);

        if (rows.All(row => row.Made is not null))
            await TidyAsync(run with { Run = rows[0].Run }, joined);
    }

    /// <summary>Null when another chunk has come in meanwhile.</summary>
    private async Task<IReadOnlyList<Rendition>?> JoinAsync(JobRun run, IReadOnlyList<ChunkRow> rows, CancellationToken ct)
    {
        var (plan, count) = (rows[0].Planned, rows.Count(row => row.Made is not null));
        var isComplete = count == rows.Count;
        var mayGrow = await MayGrowAsync(run.Subject, ct);
        var joined = isComplete || mayGrow ? Join(plan, rows, isComplete) : [];
        if (isComplete)
            EncodeLadder.ThrowIfCutShort(plan.Source.Duration, joined);
        var published = new PublishedRun(store, run);
        foreach (var rendition in joined)
            await published.PutPlaylistAsync(rendition, isComplete, mayGrow ? plan.PromisedTarget : null, ct);

        return await database.WriteAsync(async session =>
        {
            await queue.HoldAsync(session, run.Job);
            if (await chunks.CountMadeAsync(session, run.Subject) != count)
                return null;
            foreach (var rendition in joined)
                await videos.OfferAsync(session, run, RenditionFacts.Of(rendition), isCopy: false, isComplete);
            if (isComplete)
            {
                await queue.CompleteAsync(session, run.Job);
                await chunks.DeleteAsync(session, run.Subject);
                await videos.WithdrawIncompleteAsync(session, run.Subject);
                await videos.SetReadyAsync(session, run.Subject);
            }
            else
                await queue.ParkAsync(session, run.Job);
            return joined;
        }, ct);
    }

    /// <summary>
    /// The pictures from the beginning to the first chunk that is missing, and the sound as far as these; nothing while one
    /// of the two is not there.
    /// </summary>
    private static IReadOnlyList<Rendition> Join(PlannedChunk plan, IReadOnlyList<ChunkRow> rows, bool isComplete)
    {
        var pictures = rows.Where(row => row.Number != ChunkRow.Sound).TakeWhile(row => row.Made is not null).SelectMany(row => row.Parts).ToLookup(part => part.Name);
        var sound = rows.Where(row => row.Number == ChunkRow.Sound).SelectMany(row => row.Parts).ToList();
        if (pictures.Count == 0 || plan.HasSound && sound.Count == 0)
            return [];
        var joined = plan.Rungs.Select(name => ChunkPart.Join([.. pictures[name]])).ToList();
        if (plan.HasSound)
        {
            var (whole, end) = (ChunkPart.Join(sound), joined[0].End);
            joined.Add(isComplete ? whole : whole with { Segments = [.. whole.Segments.TakeWhile(segment => segment.Start < end)] });
        }

        return joined;
    }

    private async Task<bool> MayGrowAsync(Id video, CancellationToken ct) =>
        await videos.FindAsync(video, ct) is { OriginalType: null }
        && !(await videos.ListPlaylistsAsync(video, ct)).Any(rendition => rendition.IsCopy && rendition.Complete);

    /// <summary>What tries that were killed have left.</summary>
    private async Task TidyAsync(JobRun run, IReadOnlyList<Rendition> joined)
    {
        var named = joined.SelectMany(rendition => rendition.Segments.Select(segment => segment.FileName)
            .Append(Rendition.InitFileName).Append(Rendition.PlaylistFileName).Select(name => run.Place.HlsFolder / rendition.Name / name));
        await unused.DeleteOthersAsync(run.Subject, run.Place.HlsFolder, named.ToHashSet(), CancellationToken.None);
        await unused.DeleteOldRunsAsync(run.Subject, CancellationToken.None);
    }
}
