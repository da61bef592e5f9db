using VideoTube.Media.Ladders;
using VideoTube.Media.Probing;

namespace VideoTube.Media.Encoders;

/// <summary>
/// The filter graph of a ladder: the source is decoded once, made plain (upright, square, progressive, constant rate,
/// 8 bits, SDR), and each rung is scaled from the one above it.
/// </summary>
internal static class PictureGraph
{
    /// <summary>Label of the output of the rung with this position.</summary>
    public static string Output(int rung) => $"[v{rung}]";

    /// <param name="rungs">Largest first, at least one.</param>
    /// <param name="start">
    /// Seconds of the first frame of a rung; of earlier ones only the one that is still shown then is kept, and a later one
    /// is repeated back to it.
    /// </param>
    public static string Build(VideoTrack video, IReadOnlyList<Rung> rungs, Func<Rung, double> start)
    {
        var chains = new List<string>();
        var from = $"[0:{video.Index}]";
        for (var i = 0; i < rungs.Count; i++)
        {
            var steps = i == 0 ? Head(video, rungs[0], start(rungs[0])) : Step(rungs[i - 1], rungs[i], start(rungs[i]));
            var isLast = i == rungs.Count - 1;
            chains.Add($"{from}{string.Join(',', steps)}{(isLast ? "" : ",split=2")}{Output(i)}{(isLast ? "" : $"[n{i}]")}");
            from = $"[n{i}]";
        }
        return string.Join(';', chains);
    }

    private static IEnumerable<string> Head(VideoTrack video, Rung rung, double start)
    {
        if (video.IsInterlaced)
            yield return "bwdif=mode=send_frame";
        yield return Rate(rung, start);
        // Named only where it is needed: with it, ffmpeg converts even a frame that already is what is asked for.
        var isFullRange = video.PixelFormat.StartsWith("yuvj", StringComparison.Ordinal);
        yield return Scale(rung) + (isFullRange ? ":out_range=tv" : "");
        // Scaled first: the floating point work is then done on fewer samples.
        if (video.IsHdr)
        {
            yield return "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0"
                + ",zscale=t=bt709:m=bt709:r=tv";
        }
        yield return "format=yuv420p";
        yield return "setsar=1";
    }

    private static IEnumerable<string> Step(Rung above, Rung rung, double start)
    {
        if (above.FrameRate.Value != rung.FrameRate.Value)
            yield return Rate(rung, start);
        yield return Scale(rung);
        yield return "setsar=1";
    }

    private static string Rate(Rung rung, double start) =>
        $"fps={rung.FrameRate.Numerator}/{rung.FrameRate.Denominator}:start_time={start:0.######}";

    // fast_bilinear saves little and costs 6 dB.
    private static string Scale(Rung rung) => $"scale={rung.Width}:{rung.Height}:flags=bicubic";
}
