namespace VideoTube.Videos;

/// <summary>
/// Views of which each is worth half as much every two days, as a number that never has to be brought up to date: the
/// binary logarithm of the sum of 2^(t/h) over all views, t the time of a view. All sums decay alike, so their order
/// holds at any moment, and a logarithm of them fits in a number for good.
/// </summary>
internal static class Trend
{
    private const double HalfLifeDays = 2;

    /// <summary>The number after one more view; 0 before the first.</summary>
    public static double Add(double trend, DateTimeOffset viewedAt)
    {
        var view = viewedAt.ToUnixTimeMilliseconds() / (86_400_000 * HalfLifeDays);
        return Math.Max(trend, view) + Math.Log2(1 + Math.Pow(2, -Math.Abs(trend - view)));
    }
}
