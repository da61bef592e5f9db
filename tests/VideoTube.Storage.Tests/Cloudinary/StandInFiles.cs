using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace VideoTube.Storage.Tests.Cloudinary;

/// <summary>What the stand-in keeps: files, and chunks of files that are not whole yet.</summary>
internal sealed class StandInFiles(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, StandInFile> files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MemoryStream> unfinished = new(StringComparer.Ordinal);
    private long versions;

    public int Unfinished => unfinished.Count;

    public ICollection<string> Names => files.Keys;

    public StandInFile? Find(string publicId) => files.GetValueOrDefault(publicId);

    public StandInFile[] Below(string prefix) => [.. files.Values
        .Where(f => f.PublicId.StartsWith(prefix, StringComparison.Ordinal))
        .OrderBy(f => f.PublicId, StringComparer.Ordinal)];

    public bool Remove(string publicId) => files.TryRemove(publicId, out _);

    public StandInFile Store(string publicId, byte[] bytes, string? context) => files[publicId] = new StandInFile(
        publicId, bytes, Convert.ToHexStringLower(MD5.HashData(bytes)), time.GetUtcNow(), Interlocked.Increment(ref versions), context);

    /// <summary>How many bytes of an upload have come.</summary>
    public long Received(string uploadId) => unfinished.TryGetValue(uploadId, out var chunks) ? chunks.Length : 0;

    public void Append(string uploadId, byte[] chunk) => unfinished.GetOrAdd(uploadId, _ => new MemoryStream()).Write(chunk);

    public byte[] Finish(string uploadId) => unfinished.TryRemove(uploadId, out var chunks) ? chunks.ToArray() : [];
}

internal sealed record StandInFile(string PublicId, byte[] Bytes, string Etag, DateTimeOffset CreatedAt, long Version, string? Context);
