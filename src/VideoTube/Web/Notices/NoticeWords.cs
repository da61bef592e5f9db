using VideoTube.Notifications;
using VideoTube.Web.Comments;

namespace VideoTube.Web.Notices;

/// <summary>What happened, in a sentence, and where it leads.</summary>
internal static class NoticeWords
{
    public static string Of(Notification notice) => notice.Kind switch
    {
        "video" => "published a video",
        "comment" => "commented on your video",
        "reply" => "answered your comment",
        "subscriber" => "subscribed to your channel",
        "ready" => "Your video is ready",
        "failed" => "Your video could not be prepared",
        _ => "did something",
    };

    public static string Path(Notification notice) => notice switch
    {
        { Video: { } video, Comment: { } comment } => CommentLinks.Thread(video.Id.ToString(), comment.Id),
        { Video: { } video } => $"/watch/{video.Id}",
        { Actor: { } actor } => $"/@{actor.Username}",
        _ => "/notifications",
    };
}
