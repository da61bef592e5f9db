using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>
/// Media of videos and people whose row is gone. The folder is noted in the transaction that removes the row, so that neither a
/// crash nor a store that does not answer leaves files behind for good.
/// </summary>
internal sealed class MediaLeftovers(Database database, IMediaStore store, TimeProvider time) : ISweep
{
    string ISweep.What => "media folders of what was deleted";

    public static Task NoteAsync(Session session, MediaKey folder, DateTimeOffset now) =>
        session.ExecuteAsync("INSERT INTO media_leftovers (folder, created_at) VALUES (@folder, @now) ON CONFLICT DO NOTHING",
            new { folder = folder.Value, now });

    public async Task RemoveAsync(IReadOnlyList<MediaKey> folders, CancellationToken ct)
    {
        // A few rows a commit: each waits for the disk.
        foreach (var some in folders.Chunk(100))
        {
            foreach (var folder in some)
                await store.DeleteAllAsync(folder, ct);
            await database.WriteAsync(async session =>
            {
                foreach (var folder in some)
                    await session.ExecuteAsync("DELETE FROM media_leftovers WHERE folder = @folder", new { folder = folder.Value });
            }, ct);
        }
    }

    /// <summary>Removes all that was noted and is still there.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        IReadOnlyList<string> folders;
        await using (var read = await database.ReadAsync(ct))
            folders = await read.ListAsync<string>("SELECT folder FROM media_leftovers WHERE created_at <= @now", new { now = time.GetUtcNow() });
        await RemoveAsync([.. folders.Select(MediaKey.Parse)], ct);
        return folders.Count;
    }
}
