namespace VideoTube.Videos.Progress;

/// <summary>How long the rest takes at the pace seen so far. A step back, as when a job begins anew, forgets the pace.</summary>
internal sealed class TimeLeft(TimeProvider time)
{
    private (int Percent, long At)? began;
    private int last;

    /// <returns>Whole seconds; null until the pace is known.</returns>
    public int? At(int percent)
    {
        var now = time.GetTimestamp();
        if (began is null || percent < last)
            began = (percent, now);
        last = percent;
        var (first, at) = began.Value;
        if (percent <= first || percent >= 100)
            return null;
        var pace = time.GetElapsedTime(at, now).TotalSeconds / (percent - first);
        return (int)Math.Ceiling(pace * (100 - percent));
    }
}
