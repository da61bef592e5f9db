namespace VideoTube.Media.Images;

/// <summary>One JPEG file, with nothing in it but the picture.</summary>
internal static class JpegOutput
{
    /// <summary>
    /// <c>-q:v 3</c> is near JPEG quality 90. Bitexact keeps the encoder's name out, map_metadata the source's words.
    /// The image2 muxer with -update takes the name as it is, without number patterns.
    /// </summary>
    public static IReadOnlyList<string> Arguments(string name) =>
    [
        "-map_metadata", "-1", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3", "-flags:v", "+bitexact",
        "-f", "image2", "-update", "1", name,
    ];
}
