namespace VideoTube.Search;

/// <summary>Takes changes into the index also while nobody searches, and works off the backlog of a new one.</summary>
internal sealed partial class SearchIndexWorker(SearchIndex index, TimeProvider time, ILogger<SearchIndexWorker> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll, time);
        do
        {
            try
            {
                await index.TakeAllAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException fault)
            {
                Failed(fault); // what was noted is still there for the next time
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 2300, Level = LogLevel.Warning, Message = "Changes could not be taken into the search index")]
    private partial void Failed(Exception fault);
}
