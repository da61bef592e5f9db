using VideoTube.Accounts.Export;
using VideoTube.Data;

namespace VideoTube.Likes;

/// <summary>What a person likes, as they take it away: a file for each kind of thing.</summary>
internal sealed record ExportedLike
{
    private const string OfVideos = """
        SELECT video_id AS subject, created_at FROM video_likes WHERE user_id = @user AND video_id > @after ORDER BY video_id LIMIT @limit
        """;

    private const string OfComments = """
        SELECT comment_id AS subject, created_at FROM comment_likes WHERE user_id = @user AND comment_id > @after ORDER BY comment_id LIMIT @limit
        """;

    private const string OfPosts = """
        SELECT post_id AS subject, created_at FROM post_likes WHERE user_id = @user AND post_id > @after ORDER BY post_id LIMIT @limit
        """;

    /// <summary>The video, comment or post.</summary>
    public Id Subject { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public static void AddTo(IServiceCollection services)
    {
        services.AddExport<ExportedLike>("liked-videos", OfVideos, KeyOf, "video_likes");
        services.AddExport<ExportedLike>("liked-comments", OfComments, KeyOf, "comment_likes");
        services.AddExport<ExportedLike>("liked-posts", OfPosts, KeyOf, "post_likes");
    }

    private static string KeyOf(ExportedLike row) => row.Subject.ToString();
}
