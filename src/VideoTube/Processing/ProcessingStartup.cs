using VideoTube.Media.Running;

namespace VideoTube.Processing;

/// <summary>Before the workers begin: takes up what processes left that died on this machine. After them: leaves nothing itself.</summary>
internal sealed class ProcessingStartup(JobQueue queue, WorkFolders folders, ILogger<ProcessingStartup> log) : IHostedService
{
    private static readonly TimeSpan KeepFinished = TimeSpan.FromDays(30);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var ended = LostRuns.End(owner => LeaseOwner.Parse(owner) is { IsKnownDead: true });
        var swept = folders.Sweep();
        var freed = await queue.FreeDeadAsync(cancellationToken);
        await queue.ForgetFinishedAsync(KeepFinished, cancellationToken);
        if (ended + swept + freed > 0)
            log.TookUp(freed, swept, ended);
    }

    /// <summary>Services stop in the reverse order of their start: the workers have ended by now.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        folders.RemoveOwn();
        return Task.CompletedTask;
    }
}
