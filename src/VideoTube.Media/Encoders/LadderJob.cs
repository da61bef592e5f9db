using VideoTube.Media.Boxes;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;

namespace VideoTube.Media.Encoders;

/// <summary>What one encoding run has to make, and the output arguments for it.</summary>
internal sealed record LadderJob(IReadOnlyList<string> Names, IReadOnlyList<string> Arguments)
{
    public static LadderJob Of(MediaSource source, Ladder ladder, IReadOnlyList<Rendition> copied)
    {
        var names = new List<string>();
        var arguments = new List<string>();
        var top = copied.FirstOrDefault(r => r.Track.Kind == TrackKind.Video);
        var rungs = ladder.Rungs.Where(r => r.Name != top?.Name).ToList();
        if (source.Info.Video is { } video && rungs.Count > 0)
        {
            var start = top?.Segments[0].Start ?? TimeSpan.Zero;
            arguments.AddRange(["-filter_complex", PictureGraph.Build(video, rungs, start)]);
            for (var i = 0; i < rungs.Count; i++)
            {
                names.Add(rungs[i].Name);
                arguments.AddRange(["-map", PictureGraph.Output(i), .. Encoder(rungs[i], ladder.Preset)]);
                arguments.AddRange([.. KeyFrames.Arguments(rungs[i], top), .. HlsOutput.Arguments(rungs[i].Name)]);
            }
        }
        if (source.Info.Audio is { } audio && copied.All(r => r.Track.Kind != TrackKind.Audio))
        {
            names.Add(Ladder.AudioName);
            arguments.AddRange(SoundOutput.Arguments(audio, ladder.Audio));
        }
        return new LadderJob(names, arguments);
    }

    // passthrough: the filters made the rate constant already, and ffmpeg would repeat the first frame back to 0.
    private static string[] Encoder(Rung rung, string preset) =>
    [
        "-fps_mode", "passthrough", "-c:v", "libx264", "-preset", preset,
        "-maxrate", $"{rung.MaxBitRate}", "-bufsize", $"{2L * rung.MaxBitRate}", .. Threads(rung),
    ];

    // Five encoders with x264's own number of threads each take a tenth more CPU than with few, by handing frames around.
    // Where there are more cores the work is done sooner for it; on two it only costs.
    private static string[] Threads(Rung rung) =>
        Environment.ProcessorCount > 2 ? [] : ["-threads", Math.Min(rung.Width, rung.Height) <= 480 ? "1" : "2"];
}
