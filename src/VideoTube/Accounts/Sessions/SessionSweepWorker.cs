namespace VideoTube.Accounts.Sessions;

/// <summary>Deletes sessions that have run out, so that the table holds the living.</summary>
internal sealed partial class SessionSweepWorker(SessionStore sessions, TimeProvider time, ILogger<SessionSweepWorker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.DeleteExpiredAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException fault)
            {
                Failed(fault); // the next hour tries again
            }
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "Expired sessions could not be deleted")]
    private partial void Failed(Exception fault);
}
