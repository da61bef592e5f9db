namespace VideoTube.Processing;

/// <summary>Works on the jobs of some kinds, a few at once, until the program stops.</summary>
internal sealed class JobWorker(
    IReadOnlyList<JobKind> kinds, int atOnce, JobQueue queue, JobSignals signals, JobAttempt attempt, TimeProvider time, ILogger<JobWorker> log)
    : BackgroundService
{
    // Work that another process queued, or that becomes due, waits this long at most.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        // The kind that had its turn goes to the end: short ladders and chunks of long ones do not wait for each other.
        var turns = kinds.ToList();
        while (!stopping.IsCancellationRequested)
        {
            var queued = signals.Queued.Next;
            try
            {
                if (await ClaimAsync(turns, stopping) is { } job)
                {
                    turns.Remove(job.Kind);
                    turns.Add(job.Kind);
                    await attempt.RunAsync(job, stopping);
                    continue;
                }
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The database may be away for a while; a worker outlives that.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                log.QueueUnavailable(fault, kinds[0]);
            }

            await WaitAsync(queued, stopping);
        }
    }

    private async Task<Job?> ClaimAsync(List<JobKind> turns, CancellationToken ct)
    {
        foreach (var kind in turns)
            if (await queue.ClaimAsync(kind, ct) is { } job)
                return job;
        return null;
    }

    private async Task WaitAsync(Task queued, CancellationToken stopping)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(queued, Task.Delay(Poll, time, woken.Token));
        await woken.CancelAsync();
    }
}
