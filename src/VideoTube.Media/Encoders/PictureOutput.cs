using VideoTube.Media.Ladders;

namespace VideoTube.Media.Encoders;

/// <summary>The options of the encoder of one rung.</summary>
internal static class PictureOutput
{
    // passthrough: the filters made the rate constant already, and ffmpeg would repeat the first frame back to 0.
    public static IEnumerable<string> Arguments(Rung rung, string preset) =>
    [
        "-fps_mode", "passthrough", "-c:v", "libx264", "-preset", preset,
        "-maxrate", $"{rung.MaxBitRate}", "-bufsize", $"{2L * rung.MaxBitRate}", .. Threads(rung),
    ];

    // Five encoders with x264's own number of threads each take a tenth more CPU than with few, by handing frames around.
    // Where there are more cores the work is done sooner for it; on two it only costs.
    private static string[] Threads(Rung rung) =>
        Environment.ProcessorCount > 2 ? [] : ["-threads", Math.Min(rung.Width, rung.Height) <= 480 ? "1" : "2"];
}
