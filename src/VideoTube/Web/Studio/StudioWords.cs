using VideoTube.Videos;

namespace VideoTube.Web.Studio;

/// <summary>How a video stands, as its owner is told.</summary>
internal static class StudioWords
{
    /// <summary>Who sees it, and the icon of that.</summary>
    public static (string Icon, string Words) Audience(Video video) => video switch
    {
        { IsWithheld: true } => ("shield", "Taken down"),
        { IsPublished: false } => ("lock", "Not published"),
        { Visibility: "unlisted" } => ("link", "Everyone with the link"),
        { Visibility: "members" } => ("user", "Members"),
        { Visibility: "private" } => ("lock", "Only you"),
        _ => ("globe", "Everyone"),
    };

    public static bool IsWorking(Video video) => video.Status is "processing" or "uploading";

    /// <summary>It, or what is to take its place, comes further by itself.</summary>
    public static bool IsMoving(Video video) => IsWorking(video) || video.Replacement is { Status: "processing" };

    public static bool CanReplace(Video video) => !IsMoving(video);

    public static string WhyNotReplace(Video video) =>
        IsWorking(video) ? "You can do this once the video is ready." : "You can do this once what is on its way is ready, or cancelled.";

    /// <summary>The head over its progress.</summary>
    public static string Progress(Video video) => video.Status == "uploading" ? "Being sent" : $"Preparing {video.Progress} %";

    public static string Share(int percent) => (percent / 100.0).ToString("0.##");
}
