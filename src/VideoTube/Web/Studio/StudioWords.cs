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

    /// <summary>The head over its progress.</summary>
    public static string Progress(Video video) => video.Status == "uploading" ? "Being sent" : $"Preparing {video.Progress} %";

    public static string Share(int percent) => (percent / 100.0).ToString("0.##");
}
