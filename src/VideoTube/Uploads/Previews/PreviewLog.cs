using VideoTube.Data;

namespace VideoTube.Uploads.Previews;

internal static partial class PreviewLog
{
    [LoggerMessage(EventId = 2010, Level = LogLevel.Debug, Message = "Upload {Id} was copied into segments while it arrived")]
    public static partial void Followed(this ILogger log, Id id);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Debug, Message = "Upload {Id} is not copied while it arrives: {Reason}")]
    public static partial void NotFollowed(this ILogger log, Id id, string reason);

    [LoggerMessage(EventId = 2012, Level = LogLevel.Warning, Message = "Upload {Id} could not be copied while it arrived")]
    public static partial void Failed(this ILogger log, Exception fault, Id id);

    [LoggerMessage(EventId = 2013, Level = LogLevel.Information, Message = "Upload {Id} arrived faster than it was copied")]
    public static partial void TooSlow(this ILogger log, Id id);
}
