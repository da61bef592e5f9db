using VideoTube.Media.Boxes;
using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;

namespace VideoTube.Media.Chunks;

/// <summary>Cuts a long video's pictures into chunks, where segments begin.</summary>
public static class ChunkPlan
{
    // A frame that all rungs share comes at least once a second; only slide shows of under a frame a second have none.
    private const double LongestPeriod = 1;

    /// <summary>The rungs that chunks have to make.</summary>
    /// <param name="copied">Names of the renditions that are there already.</param>
    public static IReadOnlyList<Rung> Rungs(Ladder ladder, IEnumerable<string> copied) =>
        [.. ladder.Rungs.ExceptBy(copied, rung => rung.Name)];

    /// <summary>
    /// The chunks of a source. Empty when it is short, when all there is to make is sound, or when it cannot be entered
    /// at a point in the middle (no index, no key frame near): then it has to be encoded in one go.
    /// </summary>
    /// <param name="copied">What <c>CopyRemux</c> made of the same source: the chunks begin where its segments do.</param>
    /// <exception cref="TimeoutException">ffprobe took longer than a minute.</exception>
    public static async Task<IReadOnlyList<Chunk>> MakeAsync(
        IMediaRunner runner, MediaSource source, Ladder ladder, IReadOnlyList<Rendition> copied, ChunkOptions options, CancellationToken ct)
    {
        // Of the others some have no index at all, and none tells a frame's time as exactly.
        if (source.Info is not { Container: ContainerKind.Mp4 or ContainerKind.Matroska, Video: { } video })
            return [];
        var chunks = Cut(source.Info.Duration, ladder, copied, options);
        return chunks.Count > 1 && await EntryPoints.AreNearAsync(runner, source, video, [.. chunks.Skip(1).Select(chunk => chunk.Start)], ct)
            ? chunks
            : [];
    }

    internal static IReadOnlyList<Chunk> Cut(TimeSpan duration, Ladder ladder, IReadOnlyList<Rendition> copied, ChunkOptions options)
    {
        var rungs = Rungs(ladder, copied.Select(rendition => rendition.Name));
        if (duration < options.LeastDuration || rungs.Count == 0)
            return [];
        var top = copied.FirstOrDefault(rendition => rendition.Track.Kind == TrackKind.Video);
        var end = (top?.End ?? duration).TotalSeconds;
        var period = SharedPeriod(rungs);
        if (period > LongestPeriod)
            return [];
        var keys = (top is null ? KeyFrames.Every(period, end) : KeyFrames.Of(top)).ToList();
        return Divide(keys, end, options.Length.TotalSeconds);
    }

    private static List<Chunk> Divide(List<ChunkKey> keys, double end, double length)
    {
        var origin = keys[0].Time;
        var count = (int)Math.Round((end - origin) / length);
        var starts = Enumerable.Range(0, keys.Count).Where(i => keys[i].BeginsSegment).ToList();
        // Segments at which chunks begin: those nearest to an even division.
        var firsts = Enumerable.Range(1, Math.Max(0, count - 1))
            .Select(i => origin + (i * (end - origin) / count))
            .Select(time => Enumerable.Range(0, starts.Count).MinBy(segment => Math.Abs(keys[starts[segment]].Time - time)))
            .Prepend(0).Distinct().ToList();
        return [.. firsts.Select((segment, number) =>
        {
            var (from, to) = (starts[segment], number + 1 < firsts.Count ? starts[firsts[number + 1]] : keys.Count);
            return new Chunk
            {
                Number = number, FirstSegment = segment, Origin = origin, Keys = keys[from..to],
                End = to < keys.Count ? keys[to].Time : null,
            };
        })];
    }

    // The rungs' rates are the source's, its half, its third …: numerators are equal.
    private static double SharedPeriod(IReadOnlyList<Rung> rungs)
    {
        var denominators = rungs.Select(rung => (long)rung.FrameRate.Denominator);
        return (double)denominators.Aggregate((a, b) => a / Gcd(a, b) * b) / rungs[0].FrameRate.Numerator;
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
