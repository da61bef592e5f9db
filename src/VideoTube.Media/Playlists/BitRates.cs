namespace VideoTube.Media.Playlists;

/// <summary>Bit rates of segments as RFC 8216, 4.3.4.2 counts them.</summary>
internal static class BitRates
{
    public static long Average(IReadOnlyList<Segment> segments) =>
        Rate(segments.Sum(s => s.Bytes), segments.Sum(s => s.Duration.TotalSeconds));

    /// <summary>
    /// The largest rate of any contiguous run that lasts between 0.5 and 1.5 target durations. A rendition too short to
    /// hold such a run has its average as its peak.
    /// </summary>
    public static long Peak(IReadOnlyList<Segment> segments)
    {
        var target = MediaPlaylist.TargetDuration(segments);
        var peak = 0L;
        for (var first = 0; first < segments.Count; first++)
        {
            var (bytes, seconds) = (0L, 0.0);
            for (var last = first; last < segments.Count; last++)
            {
                bytes += segments[last].Bytes;
                seconds += segments[last].Duration.TotalSeconds;
                if (seconds > 1.5 * target)
                    break;
                if (seconds >= 0.5 * target)
                    peak = Math.Max(peak, Rate(bytes, seconds));
            }
        }
        return Math.Max(peak, Average(segments));
    }

    private static long Rate(long bytes, double seconds) => seconds > 0 ? (long)Math.Ceiling(bytes * 8 / seconds) : 0;
}
