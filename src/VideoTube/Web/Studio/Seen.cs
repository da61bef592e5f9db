using System.Security.Cryptography;
using System.Text;
using VideoTube.Videos;

namespace VideoTube.Web.Studio;

/// <summary>Marks what a form of the page shows, so that what somebody else changed meanwhile is not written over unseen. Views and likes are no change.</summary>
internal static class Seen
{
    public static string Details(Video video) =>
        MarkOf(video.Title, video.Description, string.Join(' ', video.Tags), video.Visibility, $"{video.IsPublished} {video.Downloadable}");

    public static string Chapters(Video video) => MarkOf(ChapterLines.OfOwner(video));

    private static string MarkOf(params string[] texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))).AsSpan(0, 8));
}
