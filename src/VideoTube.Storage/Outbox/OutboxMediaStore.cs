using System.Runtime.CompilerServices;
using VideoTube.Storage.Local;

namespace VideoTube.Storage.Outbox;

/// <summary>
/// A store beyond this machine, behind a folder of it. What is put lies durably in the folder first and goes on to the
/// store from there; where that is away, it waits, is read from the folder, and goes on later (<see cref="DeliverAsync"/>).
/// So nothing that was taken hangs on another company's servers. Several processes may share the folder.
/// </summary>
/// <param name="host">The store beyond.</param>
/// <param name="patience">How long a put waits for the store; then the rest of the way goes on by itself.</param>
public sealed class OutboxMediaStore(IMediaStore host, string folder, TimeSpan patience, TimeProvider time) : IMediaStore, ISignedAddresses, IUnfinishedPuts
{
    private readonly LocalMediaStore outbox = new(folder, time);
    private readonly KeyLocks locks = new(Path.Combine(folder, ".locks"));

    // Set by a failed delivery: puts do not wait for a store that is away.
    private volatile bool isAway;

    /// <summary>Told of each file that has to wait, and why.</summary>
    public Action<MediaKey, Exception>? Waits { get; init; }

    public async Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct) =>
        await outbox.FindAsync(key, ct) ?? await host.FindAsync(key, ct);

    public async Task<Stream> OpenAsync(MediaKey key, long offset, long? length, CancellationToken ct)
    {
        if (await outbox.FindAsync(key, ct) is not null)
            try
            {
                return await outbox.OpenAsync(key, offset, length, ct);
            }
            catch (MediaNotFoundException)
            {
                // Passed on since it was looked at.
            }

        return await host.OpenAsync(key, offset, length, ct);
    }

    public Task PutAsync(MediaKey key, Stream content, CancellationToken ct) =>
        PutAsync(key, () => outbox.PutAsync(key, content, ct), ct);

    public Task PutFileAsync(MediaKey key, string path, CancellationToken ct) =>
        PutAsync(key, () => outbox.PutFileAsync(key, path, ct), ct);

    public async Task<bool> DeleteAsync(MediaKey key, CancellationToken ct)
    {
        using (await locks.TakeAsync(key, ct))
        {
            var waited = await outbox.DeleteAsync(key, ct);
            return await host.DeleteAsync(key, ct) || waited;
        }
    }

    /// <summary>A delivery on its way sees that its file is gone from the folder, and takes it back.</summary>
    public async Task DeleteAllAsync(MediaKey folder, CancellationToken ct)
    {
        await outbox.DeleteAllAsync(folder, ct);
        await host.DeleteAllAsync(folder, ct);
    }

    public async IAsyncEnumerable<MediaKey> ListAsync(MediaKey folder, [EnumeratorCancellation] CancellationToken ct)
    {
        var waiting = new HashSet<MediaKey>();
        await foreach (var key in outbox.ListAsync(folder, ct))
            if (waiting.Add(key))
                yield return key;
        await foreach (var key in host.ListAsync(folder, ct))
            if (!waiting.Contains(key))
                yield return key;
    }

    public Uri? Sign(MediaKey key, TimeSpan lifetime) =>
        host is ISignedAddresses there && !File.Exists(outbox.PathOf(key)) ? there.Sign(key, lifetime) : null;

    public Task<int> DropUnfinishedAsync(DateTimeOffset before, CancellationToken ct) =>
        host is IUnfinishedPuts puts ? puts.DropUnfinishedAsync(before, ct) : Task.FromResult(0);

    /// <summary>Passes on what waits, until the store fails.</summary>
    public async Task<Delivery> DeliverAsync(CancellationToken ct)
    {
        var (delivered, left) = (0, 0);
        var isFailing = false;
        await foreach (var key in outbox.ListAllAsync(ct))
        {
            // Held: its put is under way in this process or another.
            var passing = !isFailing && locks.TryTake(key) is { } hold ? await PassOnAsync(key, hold, ct) : new Passing(Way.Waits);
            delivered += passing.Way == Way.PassedOn ? 1 : 0;
            left += passing.Way == Way.Waits ? 1 : 0;
            isFailing |= passing.Fault is MediaHostException;
        }

        if (!isFailing)
            isAway = false;
        return new Delivery(delivered, left);
    }

    private async Task PutAsync(MediaKey key, Func<Task> put, CancellationToken ct)
    {
        var hold = await locks.TakeAsync(key, ct);
        try
        {
            await put();
        }
        catch
        {
            hold.Dispose();
            throw;
        }

        if (isAway)
        {
            hold.Dispose();
            return;
        }

        var passing = PassOnAsync(key, hold, CancellationToken.None);
        await Task.WhenAny(passing, Task.Delay(patience, time, CancellationToken.None));
        if (passing.IsCompleted && (await passing).Fault is MediaStoreFullException full)
            await WithdrawAsync(key, full);
    }

    /// <summary>Whoever puts is still there to be told: nothing stays.</summary>
    private async Task WithdrawAsync(MediaKey key, MediaStoreFullException full)
    {
        using (await locks.TakeAsync(key, CancellationToken.None))
            await outbox.DeleteAsync(key, CancellationToken.None);
        throw new MediaStoreFullException(key, full);
    }

    /// <summary>Takes a file the rest of the way. Ends the hold.</summary>
    private async Task<Passing> PassOnAsync(MediaKey key, IDisposable hold, CancellationToken ct)
    {
        using (hold)
        {
            try
            {
                await using (var content = await outbox.OpenAsync(key, 0, null, ct))
                    await host.PutAsync(key, content, ct);
                if (!await outbox.DeleteAsync(key, ct))
                    await host.DeleteAsync(key, ct); // its whole folder was deleted meanwhile
                return new Passing(Way.PassedOn);
            }
            catch (MediaNotFoundException)
            {
                return new Passing(Way.Gone); // passed on by another process, or deleted
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                isAway |= fault is MediaHostException;
                Waits?.Invoke(key, fault);
                return new Passing(Way.Waits, fault);
            }
        }
    }

    private enum Way { PassedOn, Waits, Gone }

    private readonly record struct Passing(Way Way, Exception? Fault = null);
}

/// <param name="Delivered">Files that reached the store.</param>
/// <param name="Left">Files that still wait.</param>
public readonly record struct Delivery(int Delivered, int Left);
