using VideoTube.Http;

namespace VideoTube.Videos.Replacing;

internal static class ReplacementErrors
{
    public static readonly ApiError StillProcessed = new(409, "video.in_processing", "This video is still being processed: wait until it is ready");
    public static readonly ApiError OneIsOnItsWay = new(409, "replacement.on_its_way", "A new file for this video is being processed: wait until it is ready, or cancel it");
    public static readonly ApiError NotFound = new(404, "replacement.not_found", "No new file for this video is being processed");
    public static readonly ApiError NoFile = new(409, "video.no_file", "The file of this video is not here: please upload it");

    /// <summary>Why nothing may be sent to a video's place now.</summary>
    public static ApiError[] OfVideo { get; } = [.. VideoErrors.OfMissing, VideoErrors.NotYours, StillProcessed, OneIsOnItsWay];
}
