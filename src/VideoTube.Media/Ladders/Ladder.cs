using VideoTube.Media.Probing;

namespace VideoTube.Media.Ladders;

/// <summary>The renditions that a source is made into.</summary>
public sealed record Ladder
{
    /// <summary>Largest first, the copied one included; empty when there is only sound.</summary>
    public required IReadOnlyList<Rung> Rungs { get; init; }

    /// <summary>True when the first rung is the source's own stream, copied.</summary>
    public required bool CopyTop { get; init; }

    public required AudioPlan Audio { get; init; }

    /// <summary>x264's preset.</summary>
    public required string Preset { get; init; }

    /// <summary>The rungs that have to be encoded.</summary>
    public IEnumerable<Rung> Encoded => Rungs.Skip(CopyTop ? 1 : 0);

    /// <summary>Name of the shared sound's rendition and folder.</summary>
    public const string AudioName = "audio";

    // A copied 1088p beside an encoded 1080p would be the same picture twice.
    private const double LeastStep = 0.9;

    /// <summary>
    /// Plans from the short side of the picture as it is shown. Nothing is scaled up; a source smaller than the
    /// smallest rung gets one rung of its own size.
    /// </summary>
    public static Ladder Plan(MediaInfo info, LadderOptions options)
    {
        var rungs = new List<Rung>();
        var copyTop = false;
        if (info.Video is { } video)
        {
            var (width, height) = ShownSize(video);
            var shortSide = Math.Min(width, height);
            var rate = FrameRates.Constant(video);
            copyTop = options.CopyTop && shortSide <= options.MaxShortSide && TopCopy.IsPossible(video);
            if (copyTop)
                rungs.Add(new Rung($"{shortSide}p", width, height, rate, Ladders.Rungs.MaxBitRate(shortSide)!.Value));

            var largest = copyTop ? (int)(shortSide * LeastStep) : Math.Min(shortSide, options.MaxShortSide);
            foreach (var side in Ladders.Rungs.ShortSides.Where(s => s <= largest).Reverse())
                rungs.Add(Scaled(side, width, height, rate));
            if (rungs.Count == 0)
                rungs.Add(Scaled(shortSide, width, height, rate));
        }
        return new Ladder
        {
            Rungs = rungs, CopyTop = copyTop, Audio = AudioPlans.Of(info.Audio), Preset = options.Preset,
        };
    }

    private static Rung Scaled(int side, int width, int height, Rational rate)
    {
        var (scaledWidth, scaledHeight) = width >= height
            ? (Even((double)width * side / height), side)
            : (side, Even((double)height * side / width));
        var frameRate = FrameRates.Within(rate, Ladders.Rungs.MaxFrameRate(side));
        return new Rung($"{side}p", scaledWidth, scaledHeight, frameRate, Ladders.Rungs.MaxBitRate(side)!.Value);
    }

    // The nearest even number, the lower of two: 853.3 is 854, 427 is 426, as everybody writes these sizes.
    private static int Even(double size) => Math.Max(2, 2 * (int)Math.Ceiling(size / 2 - 0.5));

    private static (int Width, int Height) ShownSize(VideoTrack video)
    {
        var square = TopCopy.HasSquareSamples(video) ? video with { SampleAspect = Rational.One } : video;
        var (width, height) = square.DisplaySize;
        return (Math.Max(2, width), Math.Max(2, height));
    }
}
