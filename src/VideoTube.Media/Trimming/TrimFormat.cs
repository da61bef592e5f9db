using VideoTube.Media.Probing;

namespace VideoTube.Media.Trimming;

/// <summary>What a part of a file is written as.</summary>
/// <param name="Extension">Of its name.</param>
/// <param name="Arguments">ffmpeg's, of the output.</param>
internal sealed record TrimFormat(string Extension, IReadOnlyList<string> Arguments)
{
    // The index first: browsers play it while they load it.
    private static readonly string[] Faststart = ["-movflags", "+faststart"];

    /// <summary>The source's own container; null where its streams cannot be relied on to survive a copy (times that are guessed, no index).</summary>
    public static TrimFormat? OfCopy(MediaInfo source) => source.Container switch
    {
        ContainerKind.Mp4 when source.Brand is null or "qt  " => new("mov", ["-f", "mov", .. Faststart]),
        ContainerKind.Mp4 => new("mp4", ["-f", "mp4", .. Faststart]),
        ContainerKind.Matroska when source.Brand == "webm" => new("webm", ["-f", "webm"]),
        ContainerKind.Matroska => new("mkv", ["-f", "matroska"]),
        ContainerKind.Ogg when source.Video is null => new("ogg", ["-f", "ogg"]),
        ContainerKind.Mp3 => new("mp3", ["-f", "mp3"]),
        ContainerKind.Flac => new("flac", ["-f", "flac"]),
        ContainerKind.Wav => new("wav", ["-f", "wav"]),
        ContainerKind.Aac => new("aac", ["-f", "adts"]),
        _ => null,
    };

    /// <summary>ffmpeg's arguments for a part that is encoded: nearly without loss, for the ladder is made of it.</summary>
    public static IEnumerable<string> Encoded(MediaInfo source)
    {
        string[] picture = source.Video is null ? [] : ["-c:v", "libx264", "-preset", "veryfast", "-crf", "16", "-pix_fmt", "yuv420p"];
        string[] sound = source.Audio is null ? [] : ["-c:a", "aac", "-b:a", "256k"];
        return [.. picture, .. sound, "-f", "mp4", .. Faststart];
    }
}
