namespace VideoTube.Processing;

/// <summary>Keeps the lease of a job alive while an act runs, and stops the act when the job is no longer ours.</summary>
internal sealed class JobHeart(JobQueue queue, JobSignals signals, TimeProvider time, ILogger<JobHeart> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <exception cref="JobLostException">The job was cancelled or taken over; the act has ended.</exception>
    public async Task BeatAsync(Job job, Func<CancellationToken, Task> act, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var ended = new CancellationTokenSource();
        var lost = WatchAsync(job, stop, ended.Token);
        try
        {
            await act(stop.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested && stop.IsCancellationRequested)
        {
            throw new JobLostException(job);
        }
        finally
        {
            await ended.CancelAsync();
            await lost;
        }
    }

    private async Task WatchAsync(Job job, CancellationTokenSource stop, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            var cancelled = signals.Cancelled.Next;
            if (!await IsOursAsync(job))
            {
                await stop.CancelAsync();
                return;
            }

            await Task.WhenAny(cancelled, Task.Delay(Interval, time, ended));
        }
    }

    private async Task<bool> IsOursAsync(Job job)
    {
        try
        {
            return await queue.HeartbeatAsync(job, CancellationToken.None);
        }
#pragma warning disable CA1031 // The database may be away for a while: then the lease runs on, and the next beat tells.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.HeartbeatFailed(fault, job.Kind, job.Subject);
            return true;
        }
    }
}
