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

    /// <summary>Stores the stream's bytes; durable when this returns. Replaces what stood there; whoever reads the old bytes
    /// goes on reading them. When it fails or is cancelled, what stood there before still stands.</summary>
    /// <exception cref="MediaStoreFullException">There is no room for the bytes.</exception>
    Task PutAsync(MediaKey key, Stream content, CancellationToken ct);

    /// <summary>Stores a local file, which is gone from its place when this returns (a rename where that is possible).
    /// When it fails or is cancelled, the file is still in its place.</summary>
    /// <exception cref="FileNotFoundException">There is no file at <paramref name="path"/>.</exception>
    /// <exception cref="IOException">It is not a regular file: links, folders and pipes are refused.</exception>
    /// <exception cref="MediaStoreFullException">There is no room for the bytes.</exception>
    Task PutFileAsync(MediaKey key, string path, CancellationToken ct);

    /// <summary>Deletes the file; true when there was one.</summary>
    Task<bool> DeleteAsync(MediaKey key, CancellationToken ct);

    /// <summary>Deletes everything below a folder of keys, such as <c>videos/65f…</c>; nothing there is no error.</summary>
    Task DeleteAllAsync(MediaKey folder, CancellationToken ct);

    /// <summary>Keys below a folder, in no particular order.</summary>
    IAsyncEnumerable<MediaKey> ListAsync(MediaKey folder, CancellationToken ct);
}

/// <param name="Length">Bytes.</param>
/// <param name="ModifiedAt">When it was put, UTC.</param>
/// <param name="ETag">Strong entity tag with its quotes; changes whenever the bytes may have (RFC 9110 section 8.8.3).</param>
public sealed record MediaFacts(long Length, DateTimeOffset ModifiedAt, string ETag);

public sealed class MediaNotFoundException(MediaKey key) : IOException($"There is no media under {key}.");

/// <summary>The store has no room left, or its quota is used up.</summary>
public sealed class MediaStoreFullException(MediaKey key, Exception cause)
    : IOException($"The media store has no room for {key}.", cause);

/// <summary>A store beyond this machine could not be reached, took too long, refused, or answered what cannot be understood.</summary>
public class MediaHostException(string message, Exception? cause = null) : IOException(message, cause)
{
    /// <summary>It answered, and said no: a wrong name or secret, which waiting does not mend.</summary>
    public bool IsRefusal { get; init; }
}
