using VideoTube.Media.Probing;

namespace VideoTube.Media.Ladders;

/// <summary>Whether a source's picture can be the top rung as it is.</summary>
internal static class TopCopy
{
    // A viewer who jumps waits for the decoder to come from the last key frame, and a segment cannot be shorter.
    private static readonly TimeSpan MaxKeyFrameGap = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Turned pictures are not: the matrix that turns them is kept in a copy, and Chromium follows it, but Apple's
    /// players do not within HLS, and beside upright rungs the picture would tumble at every switch.
    /// </summary>
    public static bool IsPossible(VideoTrack video) =>
        IsPlayable(video)
        && video.Rotation == 0 && HasSquareSamples(video)
        && video.Width % 2 == 0 && video.Height % 2 == 0
        && video.LongestKeyFrameGap <= MaxKeyFrameGap
        && FrameRates.Constant(video).Value <= 60.5
        && Rungs.MaxBitRate(Math.Min(video.Width, video.Height)) is { } cap && video.BitRate <= cap;

    /// <summary>
    /// Square to within half a percent, which nobody sees: 854x480 is commonly tagged 1280:1281, to be 16:9 to the dot.
    /// </summary>
    public static bool HasSquareSamples(VideoTrack video) => Math.Abs(video.SampleAspect.Value - 1) < 0.005;

    /// <summary>Whether every player decodes it: H.264, 8 bits, 4:2:0, progressive, not HDR.</summary>
    public static bool IsPlayable(VideoTrack video) =>
        video is { Codec: "h264", BitDepth: 8, PixelFormat: "yuv420p" or "yuvj420p", IsInterlaced: false, IsHdr: false };
}
