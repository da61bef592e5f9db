using VideoTube.Data;
using VideoTube.Media.Probing;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>Where a video's files live in the store.</summary>
internal static class VideoKeys
{
    /// <summary>All that belongs to a video lies here or below; in itself its first media, captions, and pictures its owner gave.</summary>
    public static MediaKey Folder(Id id) => MediaKey.Parse($"videos/{id}");

    /// <summary>Where a video's present media lie: those of its first file, or of the one that took its place.</summary>
    public static MediaKey Folder(Id id, Id? replacement) => replacement is { } later ? Folder(id) / later.ToString() : Folder(id);

    public static MediaKey Original(MediaKey folder, MediaInfo info) => folder / $"original.{ExtensionOf(info)}";

    /// <summary>Below it one folder for each try at making the renditions.</summary>
    public static MediaKey Hls(MediaKey folder) => folder / "hls";

    /// <summary>Where players begin.</summary>
    public static string HlsAddress(Id id) => $"/media/{Folder(id)}/master.m3u8";

    /// <summary>A new name each time: pictures are cached for good.</summary>
    public static MediaKey Thumbnail(Id id, Id version) => Folder(id) / $"thumbnail-{version}.jpg";

    /// <summary>Made from the video.</summary>
    /// <param name="version">The job that made it, or the owner's choice.</param>
    public static MediaKey Poster(MediaKey folder, Id version) => folder / $"poster-{version}.jpg";

    /// <summary>One of those its poster is chosen from. Not where posters lie, which are there for more people than the video.</summary>
    public static MediaKey PosterCandidate(MediaKey folder, Id job, int number) => PosterCandidates(folder) / $"{job}-{number}.jpg";

    public static MediaKey PosterCandidates(MediaKey folder) => folder / "posters";

    /// <summary>Below it one folder for each try at making it.</summary>
    public static MediaKey Storyboard(MediaKey folder) => folder / "storyboard";

    /// <summary>A poster or a thumbnail, by its name: what stands for the video where it may not be watched.</summary>
    public static bool IsPicture(string key) =>
        key.EndsWith(".jpg", StringComparison.Ordinal) && key[(key.LastIndexOf('/') + 1)..] is var name
        && (name.StartsWith("poster-", StringComparison.Ordinal) || name.StartsWith("thumbnail-", StringComparison.Ordinal));

    /// <summary>Content types that originals are served with.</summary>
    public static IEnumerable<string> OriginalTypes =>
        new[] { "mov", "m4a", "mp4", "webm", "mkv", "ts", "mp3", "ogg", "avi" }.Select(extension => MediaTypes.Of($".{extension}"));

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
