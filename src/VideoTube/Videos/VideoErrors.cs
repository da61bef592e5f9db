using VideoTube.Http;

namespace VideoTube.Videos;

internal static class VideoErrors
{
    public static readonly ApiError NotFound = new(404, "video.not_found", "Video not found");
    public static readonly ApiError NotYours = new(403, "video.not_yours", "You do not have permission to access this resource");
    public static readonly ApiError FileMissing = HttpErrors.Invalid([new("videoFile", "A videoFile is required")], onlyMissing: true);
    public static readonly ApiError TooLarge = new(413, "video.too_large", "The file is larger than is taken here");
    public static readonly ApiError DiskFull = new(507, "storage.full", "There is no room left for this file. Nothing was kept; please try again later.");
    public static readonly ApiError UploadType = new(415, "body.type", "Send the video as multipart/form-data, in a part named videoFile");
}
