namespace VideoTube.Search;

/// <summary>
/// Lengths as sets of videos, one for each bit of their milliseconds, so that a range is a few dozen set operations
/// instead of a look at every match (O'Neil and Quass, "Improved query performance with variant indexes", 1997).
/// </summary>
internal static class LengthFilter
{
    private const int Bits = 28; // 74 hours

    public static readonly IReadOnlyList<string> Terms = [.. Enumerable.Range(0, Bits).Select(Term.LengthBit)];

    public static IEnumerable<string> TermsOf(double seconds)
    {
        var length = Milliseconds(seconds);
        return Enumerable.Range(0, Bits).Where(bit => (length >> bit & 1) != 0).Select(Term.LengthBit);
    }

    /// <param name="among">The videos to choose from.</param>
    /// <param name="bits">The sets of <see cref="Terms"/>.</param>
    public static VideoSet Between(VideoSet among, IReadOnlyList<VideoSet> bits, double? min, double? max)
    {
        var longEnough = min is { } least ? AtLeast(among, bits, Milliseconds(least)) : among;
        return max is { } most ? longEnough.Without(AtLeast(among, bits, Milliseconds(most) + 1)) : longEnough;
    }

    private static VideoSet AtLeast(VideoSet among, IReadOnlyList<VideoSet> bits, long length)
    {
        var (longer, equalSoFar) = (new VideoSet(), among);
        for (var bit = Bits - 1; bit >= 0; bit--)
        {
            if ((length >> bit & 1) != 0)
            {
                equalSoFar = equalSoFar.And(bits[bit]);
                continue;
            }

            longer.Add(equalSoFar.And(bits[bit]));
            equalSoFar = equalSoFar.Without(bits[bit]);
        }

        return longer.Or(equalSoFar);
    }

    private static long Milliseconds(double seconds) => Math.Min((long)Math.Round(seconds * 1000), (1L << Bits) - 2);
}
