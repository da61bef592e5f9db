using System.Globalization;

namespace VideoTube.Media.Playlists;

/// <summary>Segments of equal length that follow each other without a gap. Times are in units of the timeline's scale.</summary>
public sealed record TimelineRun(long Start, long Duration, int Count)
{
    public long End => Start + (Duration * Count);
}

/// <summary>When each segment of a rendition begins and how long it lasts, as its boxes say (<c>tfdt</c>, <c>trun</c>).</summary>
/// <param name="Timescale">Units in a second; above 0.</param>
/// <param name="Runs">In order; at least one.</param>
public sealed record Timeline(uint Timescale, IReadOnlyList<TimelineRun> Runs)
{
    /// <summary>Seconds from 0 to the end of the last segment.</summary>
    public double End => (double)Runs[^1].End / Timescale;

    /// <summary>Null where a time lies before 0, which players of DASH cannot be told.</summary>
    internal static Timeline? Of(Rendition rendition)
    {
        var runs = new List<TimelineRun>();
        for (var i = 0; i < rendition.Segments.Count; i++)
        {
            var facts = rendition.Segments[i].Facts;
            if (facts.Start < 0)
                return null;
            // What reaches into the next segment is shown until that begins.
            var duration = i + 1 < rendition.Segments.Count ? Math.Min(facts.Duration, rendition.Segments[i + 1].Facts.Start - facts.Start) : facts.Duration;
            if (runs is [.., var last] && last.Duration == duration && last.End == facts.Start)
                runs[^1] = last with { Count = last.Count + 1 };
            else
                runs.Add(new TimelineRun(facts.Start, duration, 1));
        }

        return runs.Count == 0 ? null : new Timeline(rendition.Track.Timescale, runs);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Timeline Parse(string text)
    {
        var parts = text.Split(' ');
        return new Timeline(uint.Parse(parts[0], CultureInfo.InvariantCulture), [.. parts.Skip(1).Select(ParseRun)]);
    }

    /// <summary>The scale, then <c>start:duration*count</c> for each run: <c>12800 0:51200*9 460800:25600*1</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Timescale} {string.Join(' ', Runs.Select(run => $"{run.Start}:{run.Duration}*{run.Count}"))}");

    private static TimelineRun ParseRun(string text)
    {
        var numbers = text.Split(':', '*');
        return numbers.Length == 3
            ? new TimelineRun(
                long.Parse(numbers[0], CultureInfo.InvariantCulture), long.Parse(numbers[1], CultureInfo.InvariantCulture),
                int.Parse(numbers[2], CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is no run of segments.");
    }
}
