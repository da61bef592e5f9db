using VideoTube.Storage;

namespace VideoTube.Tests.Accounts;

/// <summary>A store that deletes no folder until it is released.</summary>
internal sealed class StuckMediaStore(IMediaStore inner) : IMediaStore
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody wants a folder deleted.</summary>
    public Task Asked => asked.Task;

    public void Release() => released.SetResult();

    public async Task DeleteAllAsync(MediaKey folder, CancellationToken ct)
    {
        asked.TrySetResult();
        await released.Task.WaitAsync(ct);
        await inner.DeleteAllAsync(folder, ct);
    }

    public Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct) => inner.FindAsync(key, ct);

    public Task<Stream> OpenAsync(MediaKey key, long offset, long? length, CancellationToken ct) => inner.OpenAsync(key, offset, length, ct);

    public Task PutAsync(MediaKey key, Stream content, CancellationToken ct) => inner.PutAsync(key, content, ct);

    public Task PutFileAsync(MediaKey key, string path, CancellationToken ct) => inner.PutFileAsync(key, path, ct);

    public Task<bool> DeleteAsync(MediaKey key, CancellationToken ct) => inner.DeleteAsync(key, ct);

    public IAsyncEnumerable<MediaKey> ListAsync(MediaKey folder, CancellationToken ct) => inner.ListAsync(folder, ct);
}
