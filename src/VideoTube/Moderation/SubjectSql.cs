using VideoTube.Videos;

namespace VideoTube.Moderation;

/// <summary>Whether somebody (<c>@Viewer</c>) can see the thing (<c>@subject</c>) they report.</summary>
internal static class SubjectSql
{
    public static readonly IReadOnlyDictionary<string, string> Visible = new Dictionary<string, string>
    {
        [SubjectKind.Video] = $"SELECT v.id FROM videos v WHERE v.id = @subject AND {VideoSight.Visible}",
        [SubjectKind.Comment] = $"""
            SELECT c.id FROM comments c JOIN videos v ON v.id = c.video_id
            WHERE c.id = @subject AND c.withheld = FALSE AND {VideoSight.Watchable}
            """,
        [SubjectKind.Post] = "SELECT p.id FROM posts p WHERE p.id = @subject AND p.withheld = FALSE",
        [SubjectKind.Channel] = "SELECT u.id FROM users u WHERE u.id = @subject AND u.banned_at IS NULL",
    };
}
