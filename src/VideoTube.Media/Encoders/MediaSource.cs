using VideoTube.Media.Probing;

namespace VideoTube.Media.Encoders;

/// <summary>A file to make renditions of, and what probing it told.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record MediaSource(string Path, MediaInfo Info)
{
    // The container was told by its bytes; ffmpeg may not think otherwise, nor open anything that the file names.
    internal IEnumerable<string> InputArguments(int maxPixels)
    {
        var demuxer = Demuxer(Info.Container);
        return
        [
            "-protocol_whitelist", "file", "-format_whitelist", demuxer, "-f", demuxer,
            "-max_pixels", $"{maxPixels}", "-i", "file:" + Path,
        ];
    }

    private static string Demuxer(ContainerKind container) => container switch
    {
        ContainerKind.Mp4 => "mov",
        ContainerKind.MpegPs => "mpeg",
        ContainerKind.MpegTs or ContainerKind.Matroska or ContainerKind.Avi or ContainerKind.Flv or ContainerKind.Ogg
            or ContainerKind.Asf or ContainerKind.Mp3 or ContainerKind.Flac or ContainerKind.Wav or ContainerKind.Aac =>
            container.ToString().ToLowerInvariant(),
        _ => throw new ArgumentOutOfRangeException(nameof(container), container, "No demuxer is known for it."),
    };
}
