using VideoTube.Videos;

namespace VideoTube.Web.Watch;

/// <summary>Where a video goes on for somebody who was in it.</summary>
internal static class Resume
{
    // Somebody who looked in for a moment begins anew, and so does who saw all but the credits.
    private const double LeastSeconds = 5, SeenShare = 0.95;

    /// <summary>Seconds; 0 to begin anew.</summary>
    public static int StartOf(Video video) =>
        video.Position is { } position && position >= LeastSeconds && position < video.Duration * SeenShare ? (int)position : 0;

    /// <summary>How much of it was seen, 0 to 1; null when nothing is to be shown.</summary>
    public static double? ShareOf(Video video) =>
        video.Position is > 0 and var position && video.Duration > 0 ? Math.Min(1, position / video.Duration) : null;
}
