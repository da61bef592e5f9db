using VideoTube.Media.Boxes;
using VideoTube.Media.Chunks;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;

namespace VideoTube.Media.Encoders;

/// <summary>Where the encoder must put key frames, so that all renditions' segments begin together.</summary>
internal static class KeyFrames
{
    private const int Seconds = 2;

    public static IEnumerable<string> Arguments(Rung rung, Rendition? copied)
    {
        if (copied is null)
        {
            var distance = (int)Math.Ceiling(rung.FrameRate.Value * Seconds);
            return ["-g", $"{distance}", "-force_key_frames", $"expr:gte(t,n_forced*{Seconds})"];
        }
        // None of the encoder's own: ffmpeg cuts at the first key frame after 4, 8, 12 … s, and it must be the same one.
        return OnlyAt(Times(rung, copied));
    }

    public static IEnumerable<string> OnlyAt(IEnumerable<double> times) =>
    [
        "-g", "100000", "-keyint_min", "1", "-sc_threshold", "0",
        "-force_key_frames", string.Join(',', times.Select(t => $"{t:0.######}")),
    ];

    internal static IEnumerable<double> Times(Rung rung, Rendition copied)
    {
        var start = copied.Segments[0].Start.TotalSeconds;
        return Of(copied).Select(key => start + (Frame(rung, key.Time - start) / rung.FrameRate.Value));
    }

    /// <summary>
    /// The first key frame of each copied segment, and of the others those at least two seconds after the last taken
    /// (a source may have nothing but key frames).
    /// </summary>
    internal static IEnumerable<ChunkKey> Of(Rendition copied)
    {
        var last = double.NegativeInfinity;
        foreach (var segment in copied.Segments)
        {
            foreach (var (units, index) in segment.Facts.SyncTimes.Select((units, index) => (units, index)))
            {
                var time = (double)units / copied.Track.Timescale;
                if (index > 0 && time < last + Seconds)
                    continue;
                last = time;
                yield return new ChunkKey(time, BeginsSegment: index == 0);
            }
        }
    }

    /// <summary>Every two seconds, on frames that all rungs have; every second of them begins a segment.</summary>
    /// <param name="period">Seconds between such frames, at most 1.</param>
    internal static IEnumerable<ChunkKey> Every(double period, double duration)
    {
        for (var i = 0; ; i++)
        {
            var time = Math.Ceiling((Seconds * i / period) - 1e-6) * period;
            if (time >= duration)
                yield break;
            yield return new ChunkKey(time, BeginsSegment: i % (HlsOutput.SegmentSeconds / Seconds) == 0);
        }
    }

    /// <summary>
    /// The rung's next frame: ffmpeg would round to the nearest, which can lie before the 4 s that the copied one lies
    /// after. Not ffmpeg's <c>source</c>: where every second frame is dropped, the key frame may be among them.
    /// </summary>
    /// <param name="time">Seconds since the first frame.</param>
    internal static long Frame(Rung rung, double time) => (long)Math.Ceiling((time * rung.FrameRate.Value) - 0.02);
}
