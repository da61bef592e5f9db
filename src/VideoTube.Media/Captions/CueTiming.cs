namespace VideoTube.Media.Captions;

/// <summary>The line <c>start --&gt; end settings</c> of a cue.</summary>
internal readonly record struct CueTiming(TimeSpan Start, TimeSpan End, string Rest)
{
    public const string Arrow = "-->";

    public static bool TryParse(string line, out CueTiming timing)
    {
        timing = default;
        var arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0 || !CaptionTime.TryParse(line.AsSpan(0, arrow).Trim(), out var start))
            return false;
        var after = line.AsSpan(arrow + Arrow.Length).TrimStart();
        var length = after.IndexOfAny(' ', '\t');
        var end = length < 0 ? after : after[..length];
        if (!CaptionTime.TryParse(end, out var until))
            return false;
        timing = new CueTiming(start, until, after[end.Length..].Trim().ToString());
        return true;
    }

    /// <exception cref="CaptionFormatException">It ends before it starts.</exception>
    public void Check(int line)
    {
        if (End < Start)
            throw new CaptionFormatException(line, "this cue ends before it starts");
    }
}
