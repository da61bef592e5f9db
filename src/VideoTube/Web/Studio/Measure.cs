using VideoTube.Dashboard;
using VideoTube.Web.Words;

namespace VideoTube.Web.Studio;

/// <summary>One of the numbers that matter to a channel.</summary>
/// <param name="Key">In the page's address.</param>
/// <param name="Of">What of a day is counted.</param>
/// <param name="Exact">A number of it in words.</param>
/// <param name="Unit">The number of a chart's line in words; what a chart draws is divided by it.</param>
public sealed record Measure(string Key, string Name, Func<DayGain, double> Of, Func<double, string> Exact, Func<double, ChartUnit> Unit)
{
    public static readonly Measure Views = new(
        "views", "Views", day => day.Views, count => CountWords.Exact((long)count, "view", "views"), _ => ChartUnit.One);

    public static readonly Measure WatchTime = new("time", "Watch time", day => day.WatchTime, TimeWords.Watched, ChartUnit.OfTime);

    public static readonly Measure Subscribers = new(
        "subscribers", "New subscribers", day => day.Subscribers, count => CountWords.Exact((long)count, "subscriber", "subscribers"), _ => ChartUnit.One);

    public static IReadOnlyList<Measure> All { get; } = [Views, WatchTime, Subscribers];

    public static Measure Find(string? key) => All.FirstOrDefault(measure => measure.Key == key) ?? Views;
}

/// <summary>What the lines of a chart count.</summary>
/// <param name="Size">How much of what is measured is one of it.</param>
/// <param name="Suffix">Behind each number.</param>
public sealed record ChartUnit(double Size, string Suffix)
{
    public static readonly ChartUnit One = new(1, "");

    /// <param name="most">Seconds.</param>
    internal static ChartUnit OfTime(double most) => most switch
    {
        >= 2 * 3600 => new(3600, " h"),
        >= 2 * 60 => new(60, " min"),
        _ => new(1, " s"),
    };
}
