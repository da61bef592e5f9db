namespace VideoTube.Storage.Tests.Outbox;

/// <summary>Stands in for a store beyond this machine: it can be away, full, or slow.</summary>
internal sealed class MoodyStore(IMediaStore inner) : IMediaStore, ISignedAddresses
{
    public bool IsAway { get; set; }

    public bool IsFull { get; set; }

    /// <summary>Each put waits for it.</summary>
    public SemaphoreSlim? Gate { get; set; }

    /// <summary>Ends when a put has come to the gate.</summary>
    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Puts that were tried.</summary>
    public int Puts { get; private set; }

    public async Task PutAsync(MediaKey key, Stream content, CancellationToken ct)
    {
        Puts++;
        ThrowIfAway();
        if (IsFull)
            throw new MediaStoreFullException(key, new IOException("quota"));
        if (Gate is { } gate)
        {
            Reached.TrySetResult();
            await gate.WaitAsync(ct);
        }

        await inner.PutAsync(key, content, ct);
    }

    public Task PutFileAsync(MediaKey key, string path, CancellationToken ct) => throw new NotSupportedException();

    public Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct) => Present().FindAsync(key, ct);

    public Task<Stream> OpenAsync(MediaKey key, long offset, long? length, CancellationToken ct) => Present().OpenAsync(key, offset, length, ct);

    public Task<bool> DeleteAsync(MediaKey key, CancellationToken ct) => Present().DeleteAsync(key, ct);

    public Task DeleteAllAsync(MediaKey folder, CancellationToken ct) => Present().DeleteAllAsync(folder, ct);

    public IAsyncEnumerable<MediaKey> ListAsync(MediaKey folder, CancellationToken ct) => Present().ListAsync(folder, ct);

    public Uri? Sign(MediaKey key, TimeSpan lifetime) => new($"https://media.example.org/{key}?until={lifetime.TotalSeconds}");

    private IMediaStore Present()
    {
        ThrowIfAway();
        return inner;
    }

    private void ThrowIfAway()
    {
        if (IsAway)
            throw new MediaHostException("The store is away.");
    }
}
