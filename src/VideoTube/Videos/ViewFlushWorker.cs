namespace VideoTube.Videos;

/// <summary>Writes gathered views twice a second, and once more when the site stops: a crash loses a second of them at most.</summary>
internal sealed partial class ViewFlushWorker(GatheredViews views, TimeProvider time, ILogger<ViewFlushWorker> log) : BackgroundService
{
    // Half of what a crash may cost: the writing has as long again.
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Requests have ended by now: those who answer them are stopped first.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await FlushAsync();
    }

    private async Task FlushAsync()
    {
        try
        {
            await views.FlushAsync(CancellationToken.None);
        }
        catch (System.Data.Common.DbException fault)
        {
            Failed(fault); // they are kept, the next time tries again
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "Views could not be written; they are tried again")]
    private partial void Failed(Exception fault);
}
