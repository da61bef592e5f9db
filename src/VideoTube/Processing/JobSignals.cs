namespace VideoTube.Processing;

/// <summary>Wakes this process's workers at once; those of other processes look every second.</summary>
internal sealed class JobSignals
{
    public Signal Queued { get; } = new();

    public Signal Cancelled { get; } = new();
}

/// <summary>Something happened. Take <see cref="Next"/> before looking, so that nothing happens unseen in between.</summary>
internal sealed class Signal
{
    private TaskCompletionSource next = New();

    public Task Next => Volatile.Read(ref next).Task;

    public void Pulse() => Interlocked.Exchange(ref next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
