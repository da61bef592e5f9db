namespace VideoTube.Processing;

/// <summary>Works on the jobs of one kind, a few at once, until the program stops.</summary>
internal sealed class JobWorker(
    JobKind kind, int atOnce, JobQueue queue, JobSignals signals, JobAttempt attempt, TimeProvider time, ILogger<JobWorker> log)
    : BackgroundService
{
    // Work that another process queued, or that becomes due, waits this long at most.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var queued = signals.Queued.Next;
            try
            {
                if (await queue.ClaimAsync(kind, stopping) is { } job)
                {
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
                log.QueueUnavailable(fault, kind);
            }

            await WaitAsync(queued, stopping);
        }
    }

    private async Task WaitAsync(Task queued, CancellationToken stopping)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(queued, Task.Delay(Poll, time, woken.Token));
        await woken.CancelAsync();
    }
}
