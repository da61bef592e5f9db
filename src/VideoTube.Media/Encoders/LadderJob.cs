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
            var start = top?.Segments[0].Start.TotalSeconds ?? 0;
            arguments.AddRange(["-filter_complex", PictureGraph.Build(video, rungs, _ => start)]);
            for (var i = 0; i < rungs.Count; i++)
            {
                names.Add(rungs[i].Name);
                arguments.AddRange(["-map", PictureGraph.Output(i), .. PictureOutput.Arguments(rungs[i], ladder.Preset)]);
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
}
