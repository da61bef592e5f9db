using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>Folders of media whose row is gone, until the media are.</summary>
internal sealed class LeftoverStore(Database database, TimeProvider time)
{
    /// <summary>In the transaction that removes the row.</summary>
    public static Task NoteAsync(Session session, MediaKey folder, DateTimeOffset now) =>
        session.ExecuteAsync("INSERT INTO media_leftovers (folder, created_at) VALUES (@folder, @now) ON CONFLICT DO NOTHING",
            new { folder = folder.Value, now });

    public Task RemoveAsync(IEnumerable<MediaKey> folders, CancellationToken ct) => database.WriteAsync(async session =>
    {
        foreach (var folder in folders)
            await session.ExecuteAsync("DELETE FROM media_leftovers WHERE folder = @folder", new { folder = folder.Value });
    }, ct);

    public async Task<IReadOnlyList<MediaKey>> ListAsync(CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var folders = await read.ListAsync<string>("SELECT folder FROM media_leftovers WHERE created_at <= @now", new { now = time.GetUtcNow() });
        return [.. folders.Select(MediaKey.Parse)];
    }
}
