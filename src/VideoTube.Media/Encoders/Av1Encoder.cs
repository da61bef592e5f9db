using VideoTube.Media.Ladders;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;

namespace VideoTube.Media.Encoders;

/// <summary>
/// Encodes some rungs once more as AV1, which takes a third less bits for the same picture: beside the ladder, never in its
/// place, for not every player decodes it. Its key frames lie on a grid of its own (SVT-AV1 takes no list of them), which
/// players do not mind: they do not change between codecs.
/// </summary>
public static class Av1Encoder
{
    /// <summary>Behind the name of the H.264 rung of the same size.</summary>
    public const string Suffix = "-av1";

    // SVT-AV1 1.4, against x264 veryfast at its standard CRF: about the same CPU and PSNR, 30 % fewer bits.
    private const string Preset = "12", Crf = "42";

    private const int KeyFrameSeconds = 2;

    /// <summary>The rungs: for each wanted size the largest rung of the source that is not larger.</summary>
    /// <param name="shortSides">Pixels.</param>
    /// <returns>Largest first; empty when there is only sound, or everything wanted is smaller than the smallest rung.</returns>
    public static IReadOnlyList<Rung> Rungs(MediaInfo info, IEnumerable<int> shortSides)
    {
        var all = Ladder.Plan(info, new LadderOptions { CopyTop = false }).Rungs;
        return
        [
            .. shortSides.OrderDescending().Select(side => all.FirstOrDefault(rung => Math.Min(rung.Width, rung.Height) <= side)).OfType<Rung>().Distinct()
                .Select(rung => rung with { Name = rung.Name + Suffix }),
        ];
    }

    /// <summary>Encodes them at the lowest priority, each in a folder of its name in <paramref name="folder"/>.</summary>
    /// <param name="rungs">See <see cref="Rungs"/>; at least one.</param>
    /// <param name="folder">Absolute path of an existing folder.</param>
    /// <param name="onProgress">Told media time done so far.</param>
    /// <exception cref="MediaRefusedException"><c>video.corrupt</c>: the source cannot be decoded.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg failed for another reason; trying again may help.</exception>
    /// <exception cref="TimeoutException">It took far longer than it should.</exception>
    public static Task<MadeRenditions> RunAsync(
        IMediaRunner runner, MediaSource source, IReadOnlyList<Rung> rungs, string folder, Action<TimeSpan>? onProgress, CancellationToken ct)
    {
        var arguments = new List<string> { "-filter_complex", PictureGraph.Build(source.Info.Video!, rungs, _ => 0) };
        for (var i = 0; i < rungs.Count; i++)
            arguments.AddRange(["-map", PictureGraph.Output(i), .. Arguments(rungs[i]), .. HlsOutput.Arguments(rungs[i].Name)]);
        return RenditionRun.RunAsync(
            runner, source, arguments, [.. rungs.Select(rung => rung.Name)], folder, TimeSpan.FromMinutes(10) + (source.Info.Duration * 80),
            inBackground: true, onProgress, ct);
    }

    private static IEnumerable<string> Arguments(Rung rung) =>
    [
        "-fps_mode", "passthrough", "-c:v", "libsvtav1", "-preset", Preset, "-crf", Crf,
        "-g", $"{(int)Math.Ceiling(rung.FrameRate.Value * KeyFrameSeconds)}",
    ];
}
