using VideoTube.Http;

namespace VideoTube.Playback;

/// <summary>Faults of the place where media lives, be it a disk or another company's servers.</summary>
internal static class MediaHostErrors
{
    public static readonly ApiError HostFailed = new(502, "media.host_failed", "The place where this file is kept gave no proper answer. Please try again.") { RetryAfter = 5 };
    public static readonly ApiError HostTooSlow = new(504, "media.host_slow", "The place where this file is kept takes too long to answer. Please try again.") { RetryAfter = 5 };
}
