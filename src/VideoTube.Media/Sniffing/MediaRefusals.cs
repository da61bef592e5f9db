namespace VideoTube.Media.Sniffing;

/// <summary>Every reason why a file is not taken.</summary>
public static class MediaRefusals
{
    public static readonly MediaRefusal Empty = new("video.empty", "The file is empty.");

    public static readonly MediaRefusal NotAVideo = new(
        "video.not_a_video", "This is not a video or sound file that VideoTube knows.");

    public static readonly MediaRefusal IsAnImage = new(
        "video.is_an_image", "This is a picture. A video needs moving pictures or sound.");

    public static readonly MediaRefusal IsAnArchive = new(
        "video.is_an_archive", "This is an archive. Unpack it and upload the video inside.");

    public static readonly MediaRefusal DisguisedPlaylist = new(
        "video.disguised_playlist", "This is a playlist that points to other files. Upload the video itself.");

    public static readonly MediaRefusal Corrupt = new(
        "video.corrupt", "The file is damaged or incomplete: it cannot be read as a video.");

    public static readonly MediaRefusal NoTracks = new(
        "video.no_tracks", "The file has neither a picture nor a sound that can be played.");

    public static readonly MediaRefusal TooManyStreams = new(
        "video.too_many_streams", "The file holds more tracks than a video has.");

    public static readonly MediaRefusal TooManyPixels = new(
        "video.too_many_pixels", "The picture is larger than VideoTube takes; 8K is the limit.");

    public static readonly MediaRefusal TooLong = new("video.too_long", "The video is longer than VideoTube takes.");

    public static readonly MediaRefusal NotAnImage = new(
        "image.not_an_image", "This is not a picture. JPEG, PNG, WebP and GIF are taken.");

    public static readonly MediaRefusal ImageCorrupt = new(
        "image.corrupt", "The picture is damaged or incomplete.");

    public static readonly MediaRefusal ImageTooManyPixels = new(
        "image.too_many_pixels", "The picture is larger than 40 million pixels.");

    /// <summary>Why a video or sound file is not taken.</summary>
    public static IReadOnlyList<MediaRefusal> OfVideos { get; } =
        [Empty, NotAVideo, IsAnImage, IsAnArchive, DisguisedPlaylist, Corrupt, NoTracks, TooManyStreams, TooManyPixels, TooLong];

    /// <summary>Why a picture is not taken.</summary>
    public static IReadOnlyList<MediaRefusal> OfPictures { get; } = [NotAnImage, ImageCorrupt, ImageTooManyPixels];
}
