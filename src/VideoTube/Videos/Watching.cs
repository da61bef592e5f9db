namespace VideoTube.Videos;

/// <summary>
/// What is known of a viewer of a video, and how a report changes it. A view counts once in 24 hours, after 30 seconds or
/// half the video. What a player claims is believed only up to twice the time that has passed since its report before
/// (players go at double speed), and a first report has none before it: to be counted takes that long in truth.
/// </summary>
internal sealed record Watching
{
    private const double EnoughSeconds = 30, FastestPlayback = 2;

    public static readonly TimeSpan Once = TimeSpan.FromHours(24);

    /// <summary>Believed seconds since it last counted.</summary>
    public double Watched { get; init; }
    public DateTimeOffset ReportedAt { get; init; }
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>Seconds that make a view of a video this long.</summary>
    public static double Enough(double duration) => duration > 0 ? Math.Min(EnoughSeconds, duration / 2) : EnoughSeconds;

    public static Watching First(ViewReport report) => new() { ReportedAt = report.At };

    /// <summary>The seconds of a report that are believed.</summary>
    public double Believe(ViewReport report) =>
        Math.Min(report.Watched, Math.Max(0, (report.At - ReportedAt).TotalSeconds * FastestPlayback));

    /// <summary>After a report; it made a view when <see cref="CountedAt"/> has changed.</summary>
    public Watching After(ViewReport report, double enough)
    {
        // Clocks of several machines differ: no moment is believed twice.
        var after = this with { ReportedAt = report.At > ReportedAt ? report.At : ReportedAt };
        if (CountedAt > report.At - Once)
            return after;
        var watched = Watched + Believe(report);
        return watched < enough ? after with { Watched = watched } : after with { Watched = 0, CountedAt = report.At };
    }
}
