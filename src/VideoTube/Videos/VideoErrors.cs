using VideoTube.Http;

namespace VideoTube.Videos;

internal static class VideoErrors
{
    public static readonly ApiError NotFound = new(404, "video.not_found", "Video not found");
    public static readonly ApiError Gone = new(410, "video.gone", "This video was deleted");
    public static readonly ApiError NotYours = new(403, "video.not_yours", "You do not have permission to access this resource");
    public static readonly ApiError NotFailed = new(409, "video.not_failed", "Only a video whose processing failed can be tried again");
    public static readonly ApiError NothingToRetry = new(409, "video.no_file", "The file of this video is not here: please upload it");
    public static readonly ApiError FileMissing = HttpErrors.Invalid([new("videoFile", "A videoFile is required")], onlyMissing: true);
    public static readonly ApiError TooLarge = new(413, "video.too_large", "The file is larger than is taken here");
    public static readonly ApiError DiskFull = new(507, "storage.full", "There is no room left for this file. Nothing was kept; please try again later.");
    public static readonly ApiError UploadType = new(415, "body.type", "Send the video as multipart/form-data, in a part named videoFile");

    /// <summary>What is needed is a membership of the channel.</summary>
    public static ApiError MembersOnly(string channel) =>
        new(402, "video.members_only", $"This video is for members of @{channel}")
        {
            Errors = [new("membership", $"Become a member of @{channel} to watch it")],
        };

    /// <param name="reason">As the moderator wrote it.</param>
    /// <param name="byLaw">The law, not the site, wants it so (RFC 7725).</param>
    public static ApiError TakenDown(string reason, bool byLaw) =>
        byLaw ? new(451, "video.blocked_by_law", $"This video was blocked for legal reasons: {reason}")
            : new(410, "video.taken_down", $"This video was taken down: {reason}");

    /// <summary>Why a video is not there, or not any more.</summary>
    public static ApiError[] OfMissing { get; } = [NotFound, Gone, TakenDown("a copyright claim", byLaw: false), TakenDown("a court's order", byLaw: true)];
}
