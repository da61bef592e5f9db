using VideoTube.Storage;
using VideoTube.Storage.Outbox;

namespace VideoTube.MediaHosts;

/// <summary>Takes on what waits on this machine's disk: after a fault of the media host, or since there is one at all.</summary>
internal sealed class MediaDelivery(IMediaStore store, TimeProvider time, ILogger<MediaDelivery> log) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rest = Rest;
        while (!stoppingToken.IsCancellationRequested)
        {
            rest = await DeliverAsync(stoppingToken) ? Rest : rest * 2 < LongestRest ? rest * 2 : LongestRest;
            await Task.Delay(rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>True when nothing waits.</returns>
    private async Task<bool> DeliverAsync(CancellationToken ct)
    {
        try
        {
            var delivery = await ((OutboxMediaStore)store).DeliverAsync(ct);
            if (delivery.Delivered > 0)
                log.MediaDelivered(delivery.Delivered, delivery.Left);
            return delivery.Left == 0;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            log.DeliveryFailed(fault);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
