namespace VideoTube.Media.Images;

/// <summary>Picture formats that are taken, told by their first bytes.</summary>
internal sealed record ImageKind(string Demuxer, bool MayBeTransparent)
{
    public const int Enough = 16;

    private static readonly ImageKind Jpeg = new("jpeg_pipe", MayBeTransparent: false);
    private static readonly ImageKind Png = new("png_pipe", MayBeTransparent: true);
    private static readonly ImageKind WebP = new("webp_pipe", MayBeTransparent: true);
    private static readonly ImageKind Gif = new("gif", MayBeTransparent: true);

    public static ImageKind? Sniff(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, ..] => Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => Gif,
        _ => null,
    };
}
