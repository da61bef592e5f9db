using System.Threading.Channels;

namespace VideoTube.Accounts.Closing;

/// <summary>Removes what was of an account as soon as it is closed. What it cannot finish the hourly sweep goes on with.</summary>
internal sealed partial class ClosingWorker(RemoveClosedAccounts remove, ILogger<ClosingWorker> log) : BackgroundService
{
    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => calls.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in calls.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await remove.RunAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(fault);
            }
        }
    }

    [LoggerMessage(EventId = 1210, Level = LogLevel.Warning, Message = "A closed account could not be removed whole; the next hour tries again")]
    private partial void Failed(Exception fault);
}
