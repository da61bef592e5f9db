namespace VideoTube.Media.Storyboards;

/// <summary>How a video is shown in small pictures, tiled on sheets.</summary>
/// <param name="Width">Of one picture, in pixels; even.</param>
/// <param name="Height">Of one picture, in pixels; even.</param>
/// <param name="Step">Seconds from one picture to the next.</param>
/// <param name="Count">Pictures; at least 1.</param>
public sealed record StoryboardPlan(int Width, int Height, int Step, int Count)
{
    /// <summary>Pictures side by side on a sheet, and one below the other.</summary>
    public const int Side = 5;

    private const int MaxWidth = 160, MaxHeight = 90, LeastStep = 2;

    /// <summary>Twenty sheets, some two megabytes: a picture each two seconds up to a quarter of an hour, each fifteen of a two-hour film.</summary>
    private const int MaxCount = 20 * Side * Side;

    public int Sheets => (Count + (Side * Side) - 1) / (Side * Side);

    /// <param name="width">Of the video as it is shown.</param>
    /// <param name="height">Of the video as it is shown.</param>
    public static StoryboardPlan Of(int width, int height, TimeSpan duration)
    {
        var shrink = Math.Min((double)MaxWidth / width, (double)MaxHeight / height);
        var step = Math.Max(LeastStep, (int)Math.Ceiling(duration.TotalSeconds / MaxCount));
        return new StoryboardPlan(Even(width * shrink), Even(height * shrink), step, Math.Max(1, (int)Math.Ceiling(duration.TotalSeconds / step)));
    }

    private static int Even(double size) => Math.Max(2, 2 * (int)Math.Round(size / 2));
}
