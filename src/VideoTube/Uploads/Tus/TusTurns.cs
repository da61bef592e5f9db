using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Uploads.Tus;

/// <summary>
/// Lets one request at a time work on an upload. A client whose line dropped comes back before the server notices that: a
/// writer that has heard nothing for a second makes room for it.
/// </summary>
internal sealed class TusTurns(TusFolder folder, TimeProvider time)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<Id, TusTurn> turns = [];

    /// <summary>Takes the turn, or tells that somebody else is at work.</summary>
    public Task<Result<TusTurn>> TakeAsync(Id id, CancellationToken ct) => TakeAsync(id, other => other.HeardNothingFor(Silence), ct);

    /// <summary>Null when anybody else has it.</summary>
    public TusTurn? TryTake(Id id)
    {
        lock (gate)
            return turns.ContainsKey(id) ? null : Lock(id).Value;
    }

    /// <summary>Takes the turn once the work that is being done is done, a silent writer excepted.</summary>
    public async Task<Result<TusTurn>> AwaitAsync(Id id, CancellationToken ct)
    {
        while (Find(id) is { } other)
        {
            if (other.HeardNothingFor(Silence))
                other.Stop();
            await Task.WhenAny(other.Ended, Task.Delay(Silence, ct));
            ct.ThrowIfCancellationRequested();
        }

        return await TakeAsync(id, ct);
    }

    /// <summary>Takes the turn from whoever writes; what is past writing comes to its end first.</summary>
    public Task<Result<TusTurn>> SeizeAsync(Id id, CancellationToken ct) => TakeAsync(id, _ => true, ct);

    /// <summary>When it returns, no silent writer is left: all that has come is on the disk.</summary>
    public async Task EndSilentAsync(Id id, CancellationToken ct)
    {
        if (Find(id) is not { } other || !other.HeardNothingFor(Silence))
            return;
        other.Stop();
        await other.Ended.WaitAsync(ct);
    }

    private async Task<Result<TusTurn>> TakeAsync(Id id, Func<TusTurn, bool> mayStop, CancellationToken ct)
    {
        while (true)
        {
            TusTurn? other;
            lock (gate)
            {
                if (!turns.TryGetValue(id, out other))
                    return Lock(id);
            }

            if (!mayStop(other))
                return TusErrors.Busy;
            other.Stop();
            await other.Ended.WaitAsync(ct);
        }
    }

    private TusTurn? Find(Id id)
    {
        lock (gate)
            return turns.GetValueOrDefault(id);
    }

    private Result<TusTurn> Lock(Id id)
    {
        try
        {
            return turns[id] = new TusTurn(folder.Lock(id), time, () => End(id));
        }
        catch (DirectoryNotFoundException)
        {
            return TusErrors.NotFound;
        }
        catch (IOException)
        {
            return TusErrors.Busy; // another process is at work
        }
    }

    private void End(Id id)
    {
        lock (gate)
            turns.Remove(id);
    }
}

/// <summary>The right to change an upload, until it is disposed.</summary>
internal sealed class TusTurn(FileStream held, TimeProvider time, Action end) : IDisposable
{
    private const long Works = -1;

    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long waitsSince = Works;

    public CancellationToken Stopped => stop.Token;

    public Task Ended => ended.Task;

    /// <summary>Its holder waits for the client's next bytes, until <see cref="Heard"/>.</summary>
    public void Waits() => Interlocked.Exchange(ref waitsSince, time.GetTimestamp());

    public void Heard() => Interlocked.Exchange(ref waitsSince, Works);

    public bool HeardNothingFor(TimeSpan span) => Interlocked.Read(ref waitsSince) is >= 0 and var since && time.GetElapsedTime(since) >= span;

    public void Stop()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    public void Dispose()
    {
        held.Dispose();
        end();
        ended.TrySetResult();
        stop.Dispose();
    }
}
