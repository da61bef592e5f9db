using VideoTube.Http;
using VideoTube.Media;
using VideoTube.Media.Sniffing;

namespace VideoTube.Uploads;

/// <summary>Files that are not taken, as clients see it: 422 with the reason's own code.</summary>
internal static class FileErrors
{
    public static ApiError[] OfVideos { get; } = [.. MediaRefusals.OfVideos.Select(Of)];

    public static ApiError[] OfPictures { get; } = [.. MediaRefusals.OfPictures.Select(Of)];

    public static ApiError Of(MediaRefusal refusal) => new(422, refusal.Code, refusal.Message);
}
