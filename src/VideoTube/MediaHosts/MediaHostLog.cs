using VideoTube.Storage;

namespace VideoTube.MediaHosts;

internal static partial class MediaHostLog
{
    [LoggerMessage(EventId = 2500, Level = LogLevel.Warning, Message = "{Key} waits on this machine's disk: {Why}")]
    public static partial void MediaWaits(this ILogger log, MediaKey key, string why);

    [LoggerMessage(EventId = 2501, Level = LogLevel.Information, Message = "{Delivered} files that waited have reached the media host; {Left} still wait")]
    public static partial void MediaDelivered(this ILogger log, int delivered, int left);

    [LoggerMessage(EventId = 2502, Level = LogLevel.Error, Message = "Files that wait for the media host could not be read")]
    public static partial void DeliveryFailed(this ILogger log, Exception fault);

    [LoggerMessage(EventId = 2503, Level = LogLevel.Warning, Message = "The media host does not answer yet; what is uploaded waits on this machine's disk. {Why}")]
    public static partial void HostAway(this ILogger log, string why);
}
