using System.Text.Json;
using VideoTube.Data;
using VideoTube.Media.Chunks;

namespace VideoTube.Processing;

/// <summary>The pieces of long videos' ladders. Writes belong into a transaction that holds the job.</summary>
internal sealed class ChunkStore(Database database)
{
    public Task AddAsync(Session session, Id job, Id video, Id run, int number, PlannedChunk plan) => session.ExecuteAsync(
        "INSERT INTO chunks (job_id, video_id, run, number, plan) VALUES (@job, @video, @run, @number, @plan)",
        new { job, video, run, number, plan = JsonSerializer.Serialize(plan, ChunkColumns.Default.PlannedChunk) });

    public async Task<ChunkRow?> FindAsync(Id job, CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        return await session.FindAsync<ChunkRow>("SELECT run, number, plan, made FROM chunks WHERE job_id = @job", new { job });
    }

    /// <summary>In order of time, the sound first.</summary>
    public async Task<IReadOnlyList<ChunkRow>> ListAsync(Id video, CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        return await session.ListAsync<ChunkRow>("SELECT run, number, plan, made FROM chunks WHERE video_id = @video ORDER BY number", new { video });
    }

    /// <summary>The folder that a video's chunks lie in; null when it has none.</summary>
    public async Task<Id?> FindRunAsync(Id video, CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        return await session.FindAsync<string>("SELECT run FROM chunks WHERE video_id = @video LIMIT 1", new { video }) is { } run ? Id.Parse(run) : null;
    }

    public Task SetMadeAsync(Session session, Id job, IReadOnlyList<ChunkPart> made) => session.ExecuteAsync(
        "UPDATE chunks SET made = @made WHERE job_id = @job",
        new { job, made = JsonSerializer.Serialize(made, ChunkColumns.Default.IReadOnlyListChunkPart) });

    public Task<long> CountMadeAsync(Session session, Id video) =>
        session.GetAsync<long>("SELECT COUNT(*) FROM chunks WHERE video_id = @video AND made IS NOT NULL", new { video });

    /// <summary>How far all chunks of a video are together, 0 to 100.</summary>
    public Task<long> PercentAsync(Session session, Id video) => session.GetAsync<long>("""
        SELECT COALESCE(SUM(j.progress) / COUNT(*), 0) FROM chunks c JOIN jobs j ON j.id = c.job_id WHERE c.video_id = @video
        """, new { video });

    /// <summary>True when there were any.</summary>
    public async Task<bool> DeleteAsync(Session session, Id video) =>
        await session.ExecuteAsync("DELETE FROM chunks WHERE video_id = @video", new { video }) > 0;
}
