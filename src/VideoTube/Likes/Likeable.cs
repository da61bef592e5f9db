using VideoTube.Videos;

namespace VideoTube.Likes;

/// <summary>A kind of thing that people like: where its likes are kept, and what of it they may like.</summary>
internal sealed class Likeable
{
    public static readonly Likeable Video = new("video_likes", "video_id", "videos v", "v", VideoSight.Watchable, hasId: true);

    public static readonly Likeable Comment = new(
        "comment_likes", "comment_id", "comments c JOIN videos v ON v.id = c.video_id", "c", $"c.withheld = FALSE AND {VideoSight.Watchable}");

    public static readonly Likeable Post = new("post_likes", "post_id", "posts p", "p", "p.withheld = FALSE");

    private Likeable(string table, string column, string things, string thing, string sight, bool hasId = false)
    {
        Find = $"SELECT {thing}.id FROM {things} WHERE {thing}.id = @thing AND {sight}";
        Add = $"""
            INSERT INTO {table} ({(hasId ? "id, " : "")}{column}, user_id, created_at)
            VALUES ({(hasId ? "@id, " : "")}@thing, @Viewer, @Now) ON CONFLICT DO NOTHING
            """;
        Remove = $"DELETE FROM {table} WHERE {column} = @thing AND user_id = @Viewer";
        State = $"""
            SELECT {thing}.likes AS likes_count,
                EXISTS (SELECT 1 FROM {table} l WHERE l.{column} = {thing}.id AND l.user_id = @Viewer) AS is_liked
            FROM {things} WHERE {thing}.id = @thing
            """;
    }

    /// <summary>Finds the thing <c>@thing</c> if <c>@Viewer</c> may like it at <c>@Now</c>.</summary>
    public string Find { get; }

    /// <summary>Touches no row when they liked it already.</summary>
    public string Add { get; }

    public string Remove { get; }

    /// <summary>Reads a <see cref="Like"/>.</summary>
    public string State { get; }
}
