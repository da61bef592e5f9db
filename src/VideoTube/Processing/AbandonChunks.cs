using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>Gives up on a long video's chunks: to encode it in one go, or because its processing has ended.</summary>
internal sealed class AbandonChunks(
    Database database, JobQueue queue, ChunkStore chunks, IMediaStore store, UnusedMedia unused, ILogger<AbandonChunks> log)
{
    /// <summary>Chunks do not fit: the whole is queued. Who works at the others stops within moments.</summary>
    /// <exception cref="JobLostException">The job is no longer ours.</exception>
    public async Task EncodeWholeAsync(JobRun run, Id chunkRun, Exception why, CancellationToken ct)
    {
        await database.WriteAsync(async session =>
        {
            await queue.HoldAsync(session, run.Job);
            await chunks.DeleteAsync(session, run.Subject);
            await queue.CancelAsync(session, run.Subject, JobKind.Chunk);
            await queue.CancelAsync(session, run.Subject, JobKind.Encode);
            await queue.EnqueueAsync(session, JobKind.EncodeWhole, run.Subject);
        }, ct);
        log.ChunksDoNotFit(why, run.Subject);
        await unused.DeleteRunAsync(run.Subject, run.Folder, chunkRun, CancellationToken.None);
    }

    /// <summary>As a part of the end of a video's processing, in the transaction that ends one of its jobs: the others end, too.</summary>
    /// <param name="words">What a person is told.</param>
    public async Task EndAsync(Session session, Id video, string words)
    {
        if (!await chunks.DeleteAsync(session, video))
            return;
        await queue.CancelAsync(session, video, JobKind.Chunk);
        await queue.FailAsync(session, video, JobKind.Encode, words);
    }

    /// <summary>What a try has put that came to nothing.</summary>
    public async Task DeleteAsync(Id video, IReadOnlyList<MediaKey> keys)
    {
        try
        {
            foreach (var key in keys)
                await store.DeleteAsync(key, CancellationToken.None);
        }
#pragma warning disable CA1031 // Costs room, no more; the fault that led here is told by whoever called.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.CleaningFailed(fault is MediaHostException ? null : fault, video, fault.Message);
        }
    }
}
