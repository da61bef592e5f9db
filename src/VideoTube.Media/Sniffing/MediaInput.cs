using System.Globalization;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;

namespace VideoTube.Media.Sniffing;

/// <summary>How ffmpeg and ffprobe are told to open a file that a stranger sent.</summary>
public static class MediaInput
{
    /// <summary>ffmpeg's name of the one demuxer that may read this container.</summary>
    public static string Demuxer(this ContainerKind container) => container switch
    {
        ContainerKind.Mp4 => "mov",
        ContainerKind.Matroska => "matroska",
        ContainerKind.MpegTs => "mpegts",
        ContainerKind.MpegPs => "mpeg",
        ContainerKind.Avi => "avi",
        ContainerKind.Flv => "flv",
        ContainerKind.Ogg => "ogg",
        ContainerKind.Asf => "asf",
        ContainerKind.Mp3 => "mp3",
        ContainerKind.Flac => "flac",
        ContainerKind.Wav => "wav",
        ContainerKind.Aac => "aac",
        _ => throw new ArgumentOutOfRangeException(nameof(container), container, message: null),
    };

    /// <summary>
    /// The arguments up to and with <c>-i</c>: the demuxer is forced and alone allowed, only plain files are opened,
    /// larger pictures than allowed are not decoded, and the name is never taken for a protocol.
    /// </summary>
    public static IReadOnlyList<string> Open(ContainerKind container, string path, MediaLimits limits) =>
        Open(container.Demuxer(), path, limits);

    /// <summary>The same for what comes through standard input.</summary>
    public static IReadOnlyList<string> OpenPipe(ContainerKind container, MediaLimits limits) =>
        Open("pipe", container.Demuxer(), "pipe:0", limits);

    internal static IReadOnlyList<string> Open(string demuxer, string path, MediaLimits limits) =>
        Open("file", demuxer, "file:" + path, limits);

    private static IReadOnlyList<string> Open(string protocol, string demuxer, string input, MediaLimits limits) =>
    [
        "-protocol_whitelist", protocol, "-format_whitelist", demuxer, "-f", demuxer,
        "-max_pixels", limits.MaxPixels.ToString(CultureInfo.InvariantCulture), "-i", input,
    ];
}
