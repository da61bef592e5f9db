using System.Runtime.CompilerServices;

namespace VideoTube.Storage.Local;

/// <summary>
/// Media on this machine's disk, one file a key, below one folder. A put is written aside, flushed to the disk and renamed,
/// so that readers see the old file or the new one. Several processes may share the folder.
/// </summary>
public sealed class LocalMediaStore : IMediaStore, ILocalFiles
{
    private const int CopyBuffer = 128 * 1024;
    private const int ListBatch = 256;

    private static readonly EnumerationOptions NoLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
    };

    private readonly string root;
    private readonly FolderTree folders;
    private readonly IncomingFolder incoming;
    private readonly PutClock clock;

    /// <summary>Makes the root when it is missing, and sweeps what a crash left.</summary>
    public LocalMediaStore(string root, TimeProvider time)
    {
        this.root = Path.GetFullPath(root);
        Directory.CreateDirectory(this.root);
        folders = new FolderTree(this.root);
        incoming = new IncomingFolder(this.root);
        clock = new PutClock(time);
        Sweep();
    }

    /// <summary>Removes unfinished puts of processes that are gone. Returns how many there were.</summary>
    public int Sweep() => incoming.Sweep();

    public string PathOf(MediaKey key) => folders.PathOf(key);

    public Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var status = StatusOf(key);
        return Task.FromResult(status.Kind == FileKind.Regular ? status.ToFacts() : null);
    }

    public LocalMedia? OpenFile(MediaKey key)
    {
        if (StatusOf(key).Kind != FileKind.Regular)
            return null;

        try
        {
            var handle = File.OpenHandle(PathOf(key), share: FileShare.ReadWrite | FileShare.Delete);
            return new LocalMedia(handle, FileStatus.Of(handle).ToFacts());
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // deleted since it was looked at
        }
    }

    public Task<Stream> OpenAsync(MediaKey key, long offset, long? length, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var file = OpenFile(key) ?? throw new MediaNotFoundException(key);
        try
        {
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, file.Facts.Length);
            var count = length ?? file.Facts.Length - offset;
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(length));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, file.Facts.Length - offset, nameof(length));
            return Task.FromResult<Stream>(new FileRange(file.Handle, offset, count));
        }
        catch (ArgumentOutOfRangeException)
        {
            file.Dispose();
            throw;
        }
    }

    public Task PutAsync(MediaKey key, Stream content, CancellationToken ct) => WithRoomFor(key, async () =>
    {
        ct.ThrowIfCancellationRequested();
        await using var file = incoming.Create();
        try
        {
            await content.CopyToAsync(file, CopyBuffer, ct);
            return await Task.Run(() => MoveIn(file, key), CancellationToken.None)
                ? true
                : throw new IOException($"{key} lies on another file system than the rest of its store.");
        }
        catch
        {
            File.Delete(file.Name);
            throw;
        }
    });

    public async Task PutFileAsync(MediaKey key, string path, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var file = SourceFile.Open(path);
        if (FileStatus.Of(file.SafeFileHandle).Device == FileStatus.Of(root).Device
            && await WithRoomFor(key, () => Task.Run(() => MoveIn(file, key), CancellationToken.None)))
            return;

        await PutAsync(key, file, ct);
        File.Delete(path);
    }

    public Task<bool> DeleteAsync(MediaKey key, CancellationToken ct) => Task.Run(() => Delete(key), ct);

    public Task DeleteAllAsync(MediaKey folder, CancellationToken ct) => Task.Run(() => DeleteAll(folder), ct);

    public async IAsyncEnumerable<MediaKey> ListAsync(
        MediaKey folder, [EnumeratorCancellation] CancellationToken ct)
    {
        if (StatusOf(folder).Kind != FileKind.Folder)
            yield break;
        await foreach (var key in ListBelowAsync(PathOf(folder), ct))
            yield return key;
    }

    /// <summary>Every key there is.</summary>
    public IAsyncEnumerable<MediaKey> ListAllAsync(CancellationToken ct) => ListBelowAsync(root, ct);

    private async IAsyncEnumerable<MediaKey> ListBelowAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        using var files = FilesBelow(path).GetEnumerator();
        while (await Task.Run(() => NextKeys(files), ct) is { Count: > 0 } keys)
        {
            foreach (var key in keys)
            {
                ct.ThrowIfCancellationRequested();
                yield return key;
            }
        }
    }

    /// <summary>What stands under a key; a link on the way or in its place makes it missing.</summary>
    private FileStatus StatusOf(MediaKey key) => folders.Reaches(key) ? FileStatus.Of(PathOf(key)) : default;

    private bool MoveIn(FileStream file, MediaKey key)
    {
        File.SetLastWriteTimeUtc(file.SafeFileHandle, clock.Next());
        Posix.Sync(file.SafeFileHandle);
        return folders.MoveIn(file.Name, key);
    }

    private static async Task<bool> WithRoomFor(MediaKey key, Func<Task<bool>> put)
    {
        try
        {
            return await put();
        }
        catch (IOException e) when (Posix.IsFull(e))
        {
            throw new MediaStoreFullException(key, e);
        }
    }

    private bool Delete(MediaKey key)
    {
        if (StatusOf(key).Kind != FileKind.Regular)
            return false;

        File.Delete(PathOf(key));
        folders.RemoveEmptyFoldersAbove(key);
        return true;
    }

    /// <summary>The folder leaves its place in one step, so that nobody sees half of it and a crash leaves it to the sweep.</summary>
    private void DeleteAll(MediaKey folder)
    {
        if (StatusOf(folder).Kind != FileKind.Folder)
            return;

        var path = PathOf(folder);
        var aside = incoming.NewPath();
        switch (Posix.Rename(path, aside))
        {
            case 0:
                Directory.Delete(aside, recursive: true);
                break;
            case Posix.NotFound:
                return;
            case Posix.OtherFileSystem: // the folder is a mount point
                Directory.Delete(path, recursive: true);
                break;
            case var errno:
                throw Posix.Failure("rename", path, errno);
        }

        folders.RemoveEmptyFoldersAbove(folder);
    }

    /// <summary>
    /// Depth first: the framework's own recursion keeps every folder of a level in memory, of which there may be a million.
    /// </summary>
    private static IEnumerable<string> FilesBelow(string folder)
    {
        foreach (var entry in EntriesOf(folder))
        {
            if (entry is FileInfo)
                yield return entry.FullName;
            else
                foreach (var file in FilesBelow(entry.FullName))
                    yield return file;
        }
    }

    private static IEnumerable<FileSystemInfo> EntriesOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFileSystemInfos("*", NoLinks);
        }
        catch (DirectoryNotFoundException)
        {
            return []; // deleted since its name was read
        }
    }

    private List<MediaKey> NextKeys(IEnumerator<string> files)
    {
        var keys = new List<MediaKey>(ListBatch);
        while (keys.Count < ListBatch && files.MoveNext())
        {
            if (MediaKey.TryParse(Path.GetRelativePath(root, files.Current), out var key))
                keys.Add(key);
        }

        return keys;
    }
}
