using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>
/// Media of videos and people whose row is gone. The folder is noted in the transaction that removes the row, so that neither a
/// crash nor a store that does not answer leaves files behind for good.
/// </summary>
internal sealed class MediaLeftovers(LeftoverStore leftovers, IMediaStore store) : ISweep
{
    string ISweep.What => "media folders of what was deleted";

    public async Task RemoveAsync(IReadOnlyList<MediaKey> folders, CancellationToken ct)
    {
        // A few rows a commit: each waits for the disk.
        foreach (var some in folders.Chunk(100))
        {
            foreach (var folder in some)
                await store.DeleteAllAsync(folder, ct);
            await leftovers.RemoveAsync(some, ct);
        }
    }

    /// <summary>Removes all that was noted and is still there.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var folders = await leftovers.ListAsync(ct);
        await RemoveAsync(folders, ct);
        return folders.Count;
    }
}
