using System.Text;

namespace VideoTube.Media.Sniffing;

/// <summary>What a file is that is no video, so that its owner is told more than "no".</summary>
internal static class RefusalSigns
{
    private static readonly string[] PlaylistStarts =
    [
        "#EXTM3U", "#EXT-X", "ffconcat", "file ", "[playlist]", "<MPD", "<SmoothStreamingMedia", "<smil", "<asx", "v=0",
        "[Reference]", "RTSPtext", "SMILtext",
    ];

    public static MediaRefusal Why(ReadOnlySpan<byte> start) =>
        IsPlaylist(start) ? MediaRefusals.DisguisedPlaylist
        : IsImage(start) ? MediaRefusals.IsAnImage
        : IsArchive(start) ? MediaRefusals.IsAnArchive
        : MediaRefusals.NotAVideo;

    /// <summary>HEIF and AVIF use the boxes of MP4.</summary>
    public static bool IsImageBrand(string brand) => brand is "avif" or "avis" or "heic" or "heix" or "heim" or "mif1" or "msf1";

    private static bool IsPlaylist(ReadOnlySpan<byte> start)
    {
        var text = Encoding.UTF8.GetString(start[..Math.Min(start.Length, 2048)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return PlaylistStarts.Any(sign => text.StartsWith(sign, StringComparison.OrdinalIgnoreCase))
            || (text.StartsWith("<?xml", StringComparison.Ordinal) && PlaylistStarts.Any(sign => sign[0] == '<' && text.Contains(sign)));
    }

    private static bool IsImage(ReadOnlySpan<byte> start) =>
        start is [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..]
            or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] or [(byte)'I', (byte)'I', 42, 0, ..]
            or [(byte)'M', (byte)'M', 0, 42, ..]
            or [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..]
            or [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..];

    private static bool IsArchive(ReadOnlySpan<byte> start) =>
        start is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..]
            or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] or [0x1F, 0x8B, ..] or [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..]
            or [0x28, 0xB5, 0x2F, 0xFD, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..]
        || (start.Length > 262 && start[257..262].SequenceEqual("ustar"u8));
}
