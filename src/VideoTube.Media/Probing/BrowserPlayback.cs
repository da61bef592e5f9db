namespace VideoTube.Media.Probing;

/// <summary>Whether browsers play a source file as it is, by byte ranges, before any work is done on it.</summary>
public static class BrowserPlayback
{
    /// <summary>
    /// The MIME type to serve the original with; null when some current browser would not play it. QuickTime's own
    /// brand and Matroska that is not WebM play in some browsers only, and browsers do not weave interlaced pictures.
    /// </summary>
    public static string? MimeType(MediaInfo info)
    {
        var kind = info.Video is null ? "audio" : "video";
        return info switch
        {
            { Container: ContainerKind.Mp4, Brand: not (null or "qt  ") }
                when IsPicture(info.Video, "h264", "av1", "vp9") && IsSound(info.Audio, "aac", "mp3", "opus") => kind + "/mp4",
            { Container: ContainerKind.Matroska, Brand: "webm" }
                when IsPicture(info.Video, "vp8", "vp9", "av1") && IsSound(info.Audio, "opus", "vorbis") => kind + "/webm",
            { Container: ContainerKind.Mp3, Video: null, Audio.Codec: "mp3" } => "audio/mpeg",
            { Container: ContainerKind.Flac, Video: null } => "audio/flac",
            _ => null,
        };
    }

    /// <summary>True when <see cref="MimeType"/> has an answer.</summary>
    public static bool CanPlayOriginal(MediaInfo info) => MimeType(info) is not null;

    private static bool IsPicture(VideoTrack? video, params ReadOnlySpan<string> codecs) =>
        video is null || (codecs.Contains(video.Codec) && !video.IsInterlaced
            && (video.PixelFormat is "yuv420p" or "yuvj420p" || video is { Codec: "av1", PixelFormat: "yuv420p10le" }));

    private static bool IsSound(AudioTrack? audio, params ReadOnlySpan<string> codecs) =>
        audio is null || codecs.Contains(audio.Codec);
}
