using VideoTube.Media.Probing;

namespace VideoTube.Media.Ladders;

/// <summary>Which constant frame rate a source gets.</summary>
internal static class FrameRates
{
    private static readonly Rational[] Standard =
    [
        new(10, 1), new(12, 1), new(15, 1), new(24000, 1001), new(24, 1), new(25, 1), new(30000, 1001), new(30, 1),
        new(48, 1), new(50, 1), new(60000, 1001), new(60, 1),
    ];

    // Only for a source that does not say.
    private static readonly Rational Unknown = new(30, 1);

    /// <summary>
    /// The rate of the source where it is constant; the next standard rate where it is not, so that hardly a frame is
    /// lost. An average is off by a frame or so: what lies within 0.04 % of a standard rate is meant to be it (30 and
    /// 29.97 are 0.1 % apart).
    /// </summary>
    public static Rational Constant(VideoTrack video)
    {
        var average = video.FrameRate;
        if (average is not { Numerator: > 0, Denominator: > 0 })
            return Unknown;
        foreach (var standard in Standard)
        {
            if (Math.Abs(standard.Value - average.Value) < standard.Value * 0.0004)
                return standard;
        }
        if (!video.IsVariableFrameRate)
            return average;
        foreach (var standard in Standard)
        {
            if (standard.Value >= average.Value * 0.99)
                return standard;
        }
        return Standard[^1];
    }

    /// <summary>The rate, or the half, third … of it that is within the limit: every n-th frame, evenly.</summary>
    public static Rational Within(Rational rate, int limit)
    {
        // 60.02 and the like count as 60.
        var divisor = Math.Max(1, (int)Math.Ceiling(rate.Value / limit - 0.01));
        return divisor == 1 ? rate : new Rational(rate.Numerator, checked(rate.Denominator * divisor));
    }
}
