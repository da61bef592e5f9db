using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>
/// Media of videos and people whose row is gone, or names others now. The folder is noted in the transaction that makes it so, so
/// that neither a crash nor a store that does not answer leaves files behind for good. It stays noted, and is emptied again, as long
/// as a worker may put what it was at when the row went: one that lives cleans up after itself, one that is killed does not.
/// </summary>
internal sealed class MediaLeftovers(LeftoverStore leftovers, IMediaStore store, TimeProvider time) : ISweep
{
    /// <summary>A worker hears within a lease (half a minute) that its job is gone; what it then has in hand nobody sends for this long.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(1);

    string ISweep.What => "media folders of what was deleted";

    /// <summary>At once. It was noted, so nothing is lost when this ends early.</summary>
    public Task EmptyAsync(MediaKey folder) => EmptyAsync(folder, CancellationToken.None);

    /// <summary>Empties all that is noted.</summary>
    /// <returns>How many need no further look.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var settled = now - Late;
        var done = 0;
        // A few rows a commit: each waits for the disk.
        foreach (var some in (await leftovers.ListAsync(now, ct)).Chunk(100))
        {
            foreach (var leftover in some.Where(leftover => !leftover.IsUsed))
                await EmptyAsync(MediaKey.Parse(leftover.Folder), ct);
            done += await leftovers.ForgetAsync(some.Where(leftover => leftover.IsUsed || leftover.CreatedAt <= settled), ct);
        }

        return done;
    }

    private async Task EmptyAsync(MediaKey folder, CancellationToken ct)
    {
        await store.DeleteAllAsync(folder, ct);
        await store.DeleteAsync(folder, ct); // it may be a file
    }
}
