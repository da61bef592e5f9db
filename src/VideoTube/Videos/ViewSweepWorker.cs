namespace VideoTube.Videos;

/// <summary>Deletes what is known of viewers once it decides nothing any more: the table holds one day, not all of them.</summary>
internal sealed partial class ViewSweepWorker(ViewStore views, TimeProvider time, ILogger<ViewSweepWorker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await views.DeleteOldAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException fault)
            {
                Failed(fault); // the next hour tries again
            }
        }
    }

    [LoggerMessage(EventId = 2100, Level = LogLevel.Warning, Message = "Old reports of views could not be deleted")]
    private partial void Failed(Exception fault);
}
