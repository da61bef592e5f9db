namespace VideoTube.Playback;

internal enum RangeKind { Whole, Part, Unsatisfiable }

/// <summary>Which bytes answer a request; <c>Length</c> is that of the answer.</summary>
internal readonly record struct MediaRange(RangeKind Kind, long Offset, long Length);

/// <summary>
/// The Range header of RFC 9110 section 14. Several ranges become one where they touch; where they do not, the whole
/// file answers, which section 14.2 allows: players never ask for such, and multipart answers serve attackers best.
/// </summary>
internal static class MediaRanges
{
    private const string Unit = "bytes=";

    /// <summary>More than any client needs; bounds the sorting of a hostile header.</summary>
    private const int MaxRanges = 16;

    /// <param name="header">The field's value, or null when there is none.</param>
    /// <param name="length">Bytes in the file.</param>
    public static MediaRange Answer(string? header, long length)
    {
        var whole = new MediaRange(RangeKind.Whole, 0, length);
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
            return whole;

        var satisfiable = new List<(long First, long Last)>(1);
        var seen = 0;
        var list = header.AsSpan(Unit.Length);
        foreach (var part in list.Split(','))
        {
            var text = list[part].Trim(" \t");
            if (text.IsEmpty)
                continue; // empty list elements are ignored: section 5.6.1.2
            if (++seen > MaxRanges || !TryParse(text, length, out var range))
                return whole;
            if (range.First <= range.Last)
                satisfiable.Add(range);
        }

        if (seen == 0 || length == 0 && satisfiable.Count > 0)
            return whole; // the end of an empty file can be had, but Content-Range cannot say so
        if (satisfiable.Count == 0)
            return new MediaRange(RangeKind.Unsatisfiable, 0, 0);
        return Join(satisfiable) is var (first, last) ? new MediaRange(RangeKind.Part, first, last - first + 1) : whole;
    }

    /// <summary>First after last means: well-formed, but nothing of this file.</summary>
    private static bool TryParse(ReadOnlySpan<char> text, long length, out (long First, long Last) range)
    {
        (long, long) nothing = (1, 0);
        range = nothing;
        var dash = text.IndexOf('-');
        if (dash < 0)
            return false;

        var from = text[..dash];
        var to = text[(dash + 1)..];
        if (from.IsEmpty)
        {
            if (!TryParseNumber(to, out var suffix))
                return false;
            range = suffix == 0 ? nothing : length == 0 ? (0, 0) : (Math.Max(0, length - suffix), length - 1);
            return true;
        }

        var last = long.MaxValue;
        if (!TryParseNumber(from, out var first) || !to.IsEmpty && (!TryParseNumber(to, out last) || last < first))
            return false;
        range = first < length ? (first, Math.Min(last, length - 1)) : nothing;
        return true;
    }

    /// <summary>Digits only; what is too large for any file stays too large.</summary>
    private static bool TryParseNumber(ReadOnlySpan<char> digits, out long number)
    {
        number = 0;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        if (!long.TryParse(digits, out number))
            number = long.MaxValue;
        return true;
    }

    private static (long First, long Last)? Join(List<(long First, long Last)> ranges)
    {
        ranges.Sort();
        var joined = ranges[0];
        foreach (var next in ranges)
        {
            if (next.First > joined.Last + 1)
                return null;
            joined.Last = Math.Max(joined.Last, next.Last);
        }

        return joined;
    }
}
