using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Storage.Local;

namespace VideoTube.Uploads.Tus;

/// <summary>
/// Uploads on the disk, a folder each: what is known of it, its bytes, and the lock of whoever works on it. How long the
/// file of bytes is tells how far the upload is: there is no second truth that a crash could part from it.
/// </summary>
internal sealed class TusFolder
{
    private const string Facts = "upload.json", Bytes = "data", LockName = "lock", Unnamed = ".new", Removed = ".gone";

    /// <summary>A file written a moment ago may be written again within the same tick of the disk's clock: it is read again.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private readonly string root;
    private readonly ConcurrentDictionary<Id, (DateTime WrittenAt, TusUpload Upload)> known = new();

    public TusFolder(Settings settings)
    {
        root = settings.UploadsFolder;
        Directory.CreateDirectory(root);
    }

    public long FreeBytes => new DriveInfo(root).AvailableFreeSpace;

    /// <summary>Durable when it returns.</summary>
    public void Create(TusUpload upload)
    {
        var unnamed = PathOf(upload.Id) + Unnamed;
        Directory.CreateDirectory(unnamed);
        File.WriteAllBytes(Path.Combine(unnamed, Bytes), []);
        Write(upload, Path.Combine(unnamed, Facts));
        DurableFile.SyncFolder(unnamed);
        DurableFile.Rename(unnamed, PathOf(upload.Id));
    }

    public TusUpload? Find(Id id)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(PathOf(id), Facts)), TusJson.Default.TusUpload);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public IEnumerable<TusUpload> List() => Directory.EnumerateDirectories(root)
        .Select(path => Id.TryParse(Path.GetFileName(path), null, out var id) ? Recall(id) : null).OfType<TusUpload>();

    /// <summary>In place of what was known before; durable when it returns.</summary>
    public void Save(TusUpload upload)
    {
        var facts = Path.Combine(PathOf(upload.Id), Facts);
        Write(upload, facts + Unnamed);
        DurableFile.Rename(facts + Unnamed, facts);
    }

    public string BytesOf(Id id) => Path.Combine(PathOf(id), Bytes);

    public SafeFileHandle OpenBytes(Id id) =>
        File.OpenHandle(BytesOf(id), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);

    /// <summary>How many bytes are there and count.</summary>
    public long OffsetOf(TusUpload upload) =>
        upload.IsDone ? upload.Length
        : upload.VerifiedTo ?? (new FileInfo(BytesOf(upload.Id)) is { Exists: true } file ? file.Length : 0);

    /// <summary>Cuts off what a request left behind that ended before its checksum was found right; whoever calls it has the turn.</summary>
    public TusUpload DropUnverified(TusUpload upload)
    {
        if (upload.VerifiedTo is not { } verified)
            return upload;
        using (var file = OpenBytes(upload.Id))
        {
            RandomAccess.SetLength(file, verified);
            RandomAccess.FlushToDisk(file);
        }

        var clean = upload with { VerifiedTo = null };
        Save(clean);
        return clean;
    }

    /// <summary>How many bytes are on the disk when it returns, at least; null when there is no such file.</summary>
    public long? Sync(Id id)
    {
        try
        {
            using var file = OpenBytes(id);
            var length = RandomAccess.GetLength(file);
            RandomAccess.FlushToDisk(file);
            return length;
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public DateTimeOffset LastByteAt(TusUpload upload) =>
        new FileInfo(BytesOf(upload.Id)) is { Exists: true } file && new DateTimeOffset(file.LastWriteTimeUtc) is var written && written > upload.CreatedAt
            ? written
            : upload.CreatedAt;

    /// <summary>Held by one process at a time, and let go of by the kernel when that ends.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such upload.</exception>
    /// <exception cref="IOException">Another process has it.</exception>
    public FileStream Lock(Id id) => new(Path.Combine(PathOf(id), LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>It is gone in one step; a crash leaves the rest to <see cref="SweepRests"/>.</summary>
    public void Remove(Id id)
    {
        if (!Directory.Exists(PathOf(id)))
            return;
        known.TryRemove(id, out _);
        DurableFile.Rename(PathOf(id), PathOf(id) + Removed);
        Directory.Delete(PathOf(id) + Removed, recursive: true);
    }

    /// <summary>What crashes left of creations and removals: none of either takes an hour.</summary>
    public int SweepRests(DateTimeOffset now)
    {
        var rests = Directory.GetDirectories(root)
            .Where(path => Path.GetExtension(path) is Unnamed or Removed && Directory.GetLastWriteTimeUtc(path) < now.AddHours(-1).UtcDateTime).ToList();
        rests.ForEach(path => Directory.Delete(path, recursive: true));
        foreach (var id in known.Keys.Where(id => !Directory.Exists(PathOf(id))))
            known.TryRemove(id, out _);
        return rests.Count;
    }

    /// <summary>What is known of an upload, read again only where the file was written since.</summary>
    private TusUpload? Recall(Id id)
    {
        var writtenAt = File.GetLastWriteTimeUtc(Path.Combine(PathOf(id), Facts));
        if (known.TryGetValue(id, out var entry) && entry.WrittenAt == writtenAt)
            return entry.Upload;
        var upload = Find(id);
        if (upload is not null && TimeProvider.System.GetUtcNow().UtcDateTime - writtenAt > Settled)
            known[id] = (writtenAt, upload);
        return upload;
    }

    private string PathOf(Id id) => Path.Combine(root, id.ToString());

    private static void Write(TusUpload upload, string path)
    {
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(upload, TusJson.Default.TusUpload));
        DurableFile.Sync(path);
    }
}
