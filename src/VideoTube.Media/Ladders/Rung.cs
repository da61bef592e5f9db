using VideoTube.Media.Probing;

namespace VideoTube.Media.Ladders;

/// <summary>One size of picture that viewers can choose.</summary>
/// <param name="Name">Its short side, such as <c>720p</c>; also the name of its folder.</param>
/// <param name="Width">Even, as shown.</param>
/// <param name="Height">Even, as shown.</param>
/// <param name="FrameRate">Constant frames a second.</param>
/// <param name="MaxBitRate">Bits a second that the encoder may not exceed, averaged over two seconds.</param>
public sealed record Rung(string Name, int Width, int Height, Rational FrameRate, int MaxBitRate);

/// <summary>The rungs there can be: short side, frame rate, bit rate.</summary>
internal static class Rungs
{
    // 240 to 1080: media.md's measured rates. 1440 and 2160 go on with the same curve: from 720 to 1080 the rate grows
    // with the number of pixels to the power 0.88, so 1.66 times for 1440 and 3.4 times for 2160.
    private static readonly (int ShortSide, int MaxBitRate)[] All =
    [
        (240, 521_000), (360, 1_037_000), (480, 1_475_000), (720, 3_041_000), (1080, 6_220_000), (1440, 10_340_000),
        (2160, 21_120_000),
    ];

    public static IEnumerable<int> ShortSides => All.Select(r => r.ShortSide);

    /// <summary>The rate of the smallest rung that is not smaller; null above the largest.</summary>
    public static int? MaxBitRate(int shortSide) =>
        All.Where(r => r.ShortSide >= shortSide).Select(r => (int?)r.MaxBitRate).FirstOrDefault();

    /// <summary>Half the frames are enough where the picture is small: 30 a second up to 480p, 60 above.</summary>
    public static int MaxFrameRate(int shortSide) => shortSide <= 480 ? 30 : 60;
}
