using System.Runtime.CompilerServices;
using VideoTube.Storage.Local;

namespace VideoTube.Storage.Outbox;

/// <summary>
/// A store beyond this machine, behind a folder of it. What is put lies durably in the folder first and goes on to the
/// store from there; where that is away, it waits, is read from the folder, and goes on later (<see cref="DeliverAsync"/>).
/// What is deleted meanwhile is noted and deleted later. So nothing that was taken, and no answer, hangs on another company's
/// servers. Several processes may share the folder.
/// </summary>
/// <param name="host">The store beyond.</param>
/// <param name="patience">How long a put or a delete waits for the store; then the rest of the way goes on by itself.</param>
public sealed class OutboxMediaStore(IMediaStore host, string folder, TimeSpan patience, TimeProvider time) : IMediaStore, ISignedAddresses, IUnfinishedPuts
{
    private readonly LocalMediaStore outbox = new(folder, time);
    private readonly KeyLocks locks = new(Path.Combine(folder, ".locks"));
    private readonly Deletions deletions = new(Path.Combine(folder, ".deletions"));

    // Set by whatever failed or took too long, until something succeeds: nothing waits for a store that is away.
    private volatile bool isAway;

    /// <summary>Told of each file that has to wait, and why.</summary>
    public Action<MediaKey, Exception>? Waits { get; init; }

    public async Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct) =>
        await outbox.FindAsync(key, ct) ?? (IsDeleted(key) ? null : await host.FindAsync(key, ct));

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

        return IsDeleted(key) ? throw new MediaNotFoundException(key) : await host.OpenAsync(key, offset, length, ct);
    }

    public Task PutAsync(MediaKey key, Stream content, CancellationToken ct) =>
        PutAsync(key, () => outbox.PutAsync(key, content, ct), ct);

    public Task PutFileAsync(MediaKey key, string path, CancellationToken ct) =>
        PutAsync(key, () => outbox.PutFileAsync(key, path, ct), ct);

    /// <summary>True also when the store is away and there may have been one.</summary>
    public async Task<bool> DeleteAsync(MediaKey key, CancellationToken ct)
    {
        using (await locks.TakeAsync(key, ct))
        {
            var waited = await outbox.DeleteAsync(key, ct);
            var there = true;
            await DeleteThereAsync(new Deletion(key, IsFolder: false), async token => there = await host.DeleteAsync(key, token), ct);
            return waited || there;
        }
    }

    /// <summary>A delivery on its way sees that its file is gone from the folder, and takes it back.</summary>
    public async Task DeleteAllAsync(MediaKey folder, CancellationToken ct)
    {
        await outbox.DeleteAllAsync(folder, ct);
        await DeleteThereAsync(new Deletion(folder, IsFolder: true), token => host.DeleteAllAsync(folder, token), ct);
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

    /// <summary>Deletes what was to be deleted and passes on what waits, until the store fails.</summary>
    public async Task<Delivery> DeliverAsync(CancellationToken ct)
    {
        var (delivered, left) = (0, 0);
        var isFailing = false;
        foreach (var deletion in deletions.List())
        {
            isFailing = isFailing || !await CatchUpAsync(deletion, ct);
            left += isFailing ? 1 : 0;
        }

        await foreach (var key in outbox.ListAllAsync(ct))
        {
            // Held: its put is under way in this process or another.
            var passing = !isFailing && locks.TryTake(key) is { } hold ? await PassOnAsync(key, hold, new Progress(), ct) : new Passing(Way.Waits);
            delivered += passing.Way == Way.PassedOn ? 1 : 0;
            left += passing.Way == Way.Waits ? 1 : 0;
            isFailing |= passing.Fault is MediaHostException;
        }

        if (!isFailing)
            isAway = false;
        return new Delivery(delivered, left);
    }

    private bool IsDeleted(MediaKey key) => deletions.Holds(new Deletion(key, IsFolder: false));

    private async Task PutAsync(MediaKey key, Func<Task> put, CancellationToken ct)
    {
        var hold = await locks.TakeAsync(key, ct);
        try
        {
            await put();
            deletions.Forget(new Deletion(key, IsFolder: false));
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

        var progress = new Progress();
        var passing = PassOnAsync(key, hold, progress, CancellationToken.None);
        await Task.WhenAny(passing, Task.Delay(patience, time, CancellationToken.None));
        if (!passing.IsCompleted)
            JudgeSlow(key, progress);
        else if ((await passing).Fault is MediaStoreFullException full)
            await WithdrawAsync(key, full);
    }

    /// <summary>A large file may take its time; one of which nothing moves any more waits for a store that is away.</summary>
    private void JudgeSlow(MediaKey key, Progress progress)
    {
        if (progress.IsMoving(time, patience / 2))
            return;
        isAway = true;
        Waits?.Invoke(key, new TimeoutException($"The media host did not take it within {patience.TotalSeconds:0.#} s."));
    }

    /// <summary>Whoever puts is still there to be told: nothing stays.</summary>
    private async Task WithdrawAsync(MediaKey key, MediaStoreFullException full)
    {
        using (await locks.TakeAsync(key, CancellationToken.None))
            await outbox.DeleteAsync(key, CancellationToken.None);
        throw new MediaStoreFullException(key, full);
    }

    /// <summary>Takes a file the rest of the way. Ends the hold.</summary>
    private async Task<Passing> PassOnAsync(MediaKey key, IDisposable hold, Progress progress, CancellationToken ct)
    {
        using (hold)
        {
            try
            {
                await using (var content = new WatchedStream(await outbox.OpenAsync(key, 0, null, ct), () => progress.Note(time)))
                    await host.PutAsync(key, content, ct);
                isAway = false;
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

    /// <summary>Deletes at the store, or notes that it is to be done.</summary>
    private async Task DeleteThereAsync(Deletion deletion, Func<CancellationToken, Task> delete, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        // Noted first: what fails, and what dies in between, is done later.
        deletions.Note(deletion);
        if (isAway || !await TryDeleteAsync(deletion.Key, delete, ct))
            return;
        deletions.Forget(deletion);
    }

    private async Task<bool> CatchUpAsync(Deletion deletion, CancellationToken ct)
    {
        using var hold = deletion.IsFolder ? null : await locks.TakeAsync(deletion.Key, ct);
        if (!await TryDeleteAsync(deletion.Key, DeleteAsync, ct))
            return false;
        deletions.Forget(deletion);
        return true;

        Task DeleteAsync(CancellationToken token) => deletion.IsFolder ? host.DeleteAllAsync(deletion.Key, token) : host.DeleteAsync(deletion.Key, token);
    }

    private async Task<bool> TryDeleteAsync(MediaKey key, Func<CancellationToken, Task> delete, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        enough.CancelAfter(patience);
        try
        {
            await delete(enough.Token).WaitAsync(enough.Token);
            return true;
        }
        catch (Exception fault) when (fault is MediaHostException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            isAway = true;
            Waits?.Invoke(key, fault is MediaHostException ? fault : new TimeoutException($"The media host did not delete it within {patience.TotalSeconds:0.#} s."));
            return false;
        }
    }

    private enum Way { PassedOn, Waits, Gone }

    private readonly record struct Passing(Way Way, Exception? Fault = null);

    /// <summary>When bytes of a file last went on.</summary>
    private sealed class Progress
    {
        private long last;

        public void Note(TimeProvider time) => Volatile.Write(ref last, time.GetTimestamp());

        public bool IsMoving(TimeProvider time, TimeSpan within) => Volatile.Read(ref last) is not 0 and var at && time.GetElapsedTime(at) < within;
    }
}

/// <param name="Delivered">Files that reached the store.</param>
/// <param name="Left">Files and deletions that still wait.</param>
public readonly record struct Delivery(int Delivered, int Left);
