namespace VideoTube.Storage;

public static class MediaStoreFiles
{
    /// <summary>Copies a file of the store to a path of this machine, in place of what is there.</summary>
    /// <exception cref="MediaNotFoundException">There is no such file.</exception>
    public static async Task FetchAsync(this IMediaStore store, MediaKey key, string path, CancellationToken ct)
    {
        await using var from = await store.OpenAsync(key, 0, null, ct);
        await using var to = File.Create(path);
        await from.CopyToAsync(to, ct);
    }
}
