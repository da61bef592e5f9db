namespace VideoTube.Memberships;

/// <summary>Forgets messages of payment services that are too old to come again.</summary>
internal sealed partial class MembershipSweepWorker(HookStore hooks, TimeProvider time, ILogger<MembershipSweepWorker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await hooks.DeleteOldEventsAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException fault)
            {
                Failed(fault); // the next hour tries again
            }
        }
    }

    [LoggerMessage(EventId = 1300, Level = LogLevel.Warning, Message = "Old messages of payment services could not be deleted")]
    private partial void Failed(Exception fault);
}
