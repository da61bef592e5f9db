namespace VideoTube.Storage;

/// <summary>Where media files live. What is put is whole or absent, never half; keys cannot leave the store.</summary>
public interface IMediaStore
{
    /// <summary>The file's facts, or null when there is none under the key.</summary>
    Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct);

    /// <summary>Opens <paramref name="length"/> bytes from <paramref name="offset"/> (0 and null: the whole file).</summary>
    /// <exception cref="MediaNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range lies outside the file.</exception>
    Task<Stream> OpenAsync(MediaKey key, long offset, long? length, CancellationToken ct);

    /// <summary>Stores the stream's bytes; durable when this returns. Replaces what stood there.</summary>
    Task PutAsync(MediaKey key, Stream content, CancellationToken ct);

    /// <summary>Stores a local file, which is gone from its place when this returns (a rename where that is possible).</summary>
    Task PutFileAsync(MediaKey key, string path, CancellationToken ct);

    /// <summary>Deletes the file; true when there was one.</summary>
    Task<bool> DeleteAsync(MediaKey key, CancellationToken ct);

    /// <summary>Deletes everything below a folder of keys, such as <c>videos/65f…</c>.</summary>
    Task DeleteAllAsync(MediaKey folder, CancellationToken ct);

    /// <summary>Keys below a folder, in no particular order.</summary>
    IAsyncEnumerable<MediaKey> ListAsync(MediaKey folder, CancellationToken ct);
}

/// <param name="Length">Bytes.</param>
/// <param name="ModifiedAt">When it was put, UTC.</param>
/// <param name="ETag">Strong entity tag with its quotes; changes whenever the bytes may have (RFC 9110 section 8.8.3).</param>
public sealed record MediaFacts(long Length, DateTimeOffset ModifiedAt, string ETag);

public sealed class MediaNotFoundException(MediaKey key) : IOException($"There is no media under {key}.");

/// <summary>A store whose files also lie on this machine's disk, so that ffmpeg and the kernel can read them in place.</summary>
public interface ILocalFiles
{
    /// <summary>Absolute path of a key's file, whether or not it exists.</summary>
    string PathOf(MediaKey key);
}
