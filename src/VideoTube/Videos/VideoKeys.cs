using VideoTube.Data;
using VideoTube.Media.Probing;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>Where a video's files live in the store.</summary>
internal static class VideoKeys
{
    public static MediaKey Folder(Id id) => MediaKey.Parse($"videos/{id}");

    public static MediaKey Original(Id id, MediaInfo info) => Folder(id) / $"original.{ExtensionOf(info)}";

    /// <summary>Below it one folder for each try at making the renditions.</summary>
    public static MediaKey Hls(Id id) => Folder(id) / "hls";

    /// <summary>A new name each time: pictures are cached for good.</summary>
    public static MediaKey Thumbnail(Id id, Id version) => Folder(id) / $"thumbnail-{version}.jpg";

    /// <summary>Made from the video, one a job.</summary>
    public static MediaKey Poster(Id id, Id job) => Folder(id) / $"poster-{job}.jpg";

    /// <summary>A poster or a thumbnail: the only pictures in a video's own folder.</summary>
    public static bool IsPicture(string key) => key.EndsWith(".jpg", StringComparison.Ordinal) && key.Count('/') == 2;

    private static string ExtensionOf(MediaInfo info) => info switch
    {
        { Container: ContainerKind.Mp4, Brand: null or "qt  " } => "mov",
        { Container: ContainerKind.Mp4, Video: null } => "m4a",
        { Container: ContainerKind.Mp4 } => "mp4",
        { Container: ContainerKind.Matroska, Brand: "webm" } => "webm",
        { Container: ContainerKind.Matroska } => "mkv",
        { Container: ContainerKind.MpegTs } => "ts",
        { Container: ContainerKind.MpegPs } => "mpg",
        { Container: ContainerKind.Asf } => "wmv",
        { Container: ContainerKind.Ogg } => "ogg",
        _ => info.Container.ToString().ToLowerInvariant(),
    };
}
