using VideoTube.Data;
using VideoTube.Media.Probing;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>Where a video's files live in the store.</summary>
internal static class VideoKeys
{
    private const string ThumbnailName = "thumbnail-";

    public static MediaKey Folder(Id id) => MediaKey.Parse($"videos/{id}");

    public static MediaKey Original(Id id, MediaInfo info) => Folder(id) / $"original.{ExtensionOf(info)}";

    /// <summary>Below it one folder for each try at making the renditions.</summary>
    public static MediaKey Hls(Id id) => Folder(id) / "hls";

    /// <summary>A new name each time: pictures are cached for good.</summary>
    public static MediaKey Thumbnail(Id id, Id version) => Folder(id) / $"{ThumbnailName}{version}.jpg";

    /// <summary>Whether a key inside a video's folder is one of its pictures, and not a file it is watched by.</summary>
    public static bool IsThumbnail(string key) => key[(key.LastIndexOf('/') + 1)..].StartsWith(ThumbnailName, StringComparison.Ordinal) && key.Count(c => c == '/') == 2;

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
