using VideoTube.Storage;
using VideoTube.Storage.Local;

namespace VideoTube.Upkeep;

/// <summary>
/// Media in a folder as they lie in the store. Under a key the bytes never change, playlists of videos in processing
/// excepted, so that what is there already is passed over; nothing is ever removed from the folder.
/// </summary>
internal sealed class MediaMirror(IMediaStore store, string folder)
{
    /// <summary>Brings into the folder what the store has: as second names of the same files where that is possible.</summary>
    public async Task<MirrorCount> FillAsync(CancellationToken ct)
    {
        var count = new MirrorCount();
        foreach (var top in MediaNames.Folders)
            await foreach (var key in store.ListAsync(top, ct))
                if (await store.FindAsync(key, ct) is { } facts)
                    count.Add(!IsThere(key, facts) && await BringAsync(key, ct));
        count.SyncFolder(null);
        return count;

        async Task<bool> BringAsync(MediaKey from, CancellationToken token)
        {
            var path = PathOf(from);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var unnamed = $"{path}.{Guid.NewGuid():N}";
            try
            {
                if (!TryLink(from, unnamed))
                    await CopyAsync(from, unnamed, token);
                File.Move(unnamed, path, overwrite: true);
                count.SyncFolder(Path.GetDirectoryName(path));
                return true;
            }
            catch (MediaNotFoundException)
            {
                return false; // deleted meanwhile
            }
            finally
            {
                File.Delete(unnamed);
            }
        }
    }

    /// <summary>Puts into the store what the folder has and the store has not.</summary>
    public async Task<MirrorCount> EmptyIntoStoreAsync(CancellationToken ct)
    {
        var count = new MirrorCount();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (!MediaKey.TryParse(Path.GetRelativePath(folder, path), out var key))
                continue;
            if (await store.FindAsync(key, ct) is { } there && there.Length == new FileInfo(path).Length)
            {
                count.Add(false);
                continue;
            }

            await using var file = File.OpenRead(path);
            await store.PutAsync(key, file, ct);
            count.Add(true);
        }

        return count;
    }

    private string PathOf(MediaKey key) => Path.Combine(folder, key.Value);

    private bool IsThere(MediaKey key, MediaFacts facts) =>
        new FileInfo(PathOf(key)) is { Exists: true } file && file.Length == facts.Length
        && (!key.Value.EndsWith(".m3u8", StringComparison.Ordinal) || new DateTimeOffset(file.LastWriteTimeUtc) >= facts.ModifiedAt);

    private bool TryLink(MediaKey key, string path) => store is ILocalFiles files && DurableFile.TryLink(files.PathOf(key), path);

    private async Task CopyAsync(MediaKey key, string path, CancellationToken ct)
    {
        await store.FetchAsync(key, path, ct);
        DurableFile.Sync(path);
    }
}

/// <summary>How many files came, and how many were there; makes the names of each folder durable when it is left.</summary>
internal sealed class MirrorCount
{
    private string? folder;

    public long New { get; private set; }
    public long There { get; private set; }

    public void Add(bool isNew)
    {
        if (isNew)
            New++;
        else
            There++;
    }

    public void SyncFolder(string? next)
    {
        if (folder is not null && folder != next)
            DurableFile.SyncFolder(folder);
        folder = next;
    }
}
