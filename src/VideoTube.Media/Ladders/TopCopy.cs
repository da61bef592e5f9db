using VideoTube.Media.Probing;

namespace VideoTube.Media.Ladders;

/// <summary>Whether a source's picture can be the top rung as it is.</summary>
internal static class TopCopy
{
    // A viewer who jumps waits for the decoder to come from the last key frame, and a segment cannot be shorter. x264's own
    // distance of 250 frames, which many files have, is 10.43 s at 23.976 frames a second.
    private static readonly TimeSpan MaxKeyFrameGap = TimeSpan.FromSeconds(10.5);

    /// <summary>
    /// Turned pictures are not: the matrix that turns them is kept in a copy, and Chromium follows it, but Apple's
    /// players do not within HLS, and beside upright rungs the picture would tumble at every switch.
    /// </summary>
    public static bool IsPossible(VideoTrack video) =>
        IsPlayable(video)
        && video.Rotation == 0 && video.SampleAspect.Value == 1
        && video.Width % 2 == 0 && video.Height % 2 == 0
        && video.LongestKeyFrameGap <= MaxKeyFrameGap
        && FrameRates.Constant(video).Value <= 60.5
        && Rungs.MaxBitRate(Math.Min(video.Width, video.Height)) is { } cap && video.BitRate <= cap;

    /// <summary>Whether every player decodes it: H.264, 8 bits, 4:2:0, progressive, not HDR.</summary>
    public static bool IsPlayable(VideoTrack video) =>
        video is { Codec: "h264", BitDepth: 8, PixelFormat: "yuv420p" or "yuvj420p", IsInterlaced: false, IsHdr: false };
}
