using VideoTube.Data;
using VideoTube.Videos;

namespace VideoTube.Comments;

/// <summary>Writes comments, as part of a transaction.</summary>
internal static class CommentChangeStore
{
    public static async Task<bool> MayWatchAsync(Session session, Id video, Id person, DateTimeOffset now) =>
        await session.FindAsync<Id?>($"SELECT v.owner_id FROM videos v WHERE v.id = @video AND {VideoSight.Watchable}",
            new { video, Viewer = person.ToString(), Now = now }) is not null;

    /// <summary>Where an answer to this comment hangs; null when it is not there for anybody.</summary>
    public static Task<CommentThread?> FindThreadAsync(Session session, Id parent) => session.FindAsync<CommentThread>("""
        SELECT c.video_id, COALESCE(c.parent_id, c.id) AS top_id FROM comments c
        LEFT JOIN comments t ON t.id = c.parent_id
        WHERE c.id = @parent AND c.withheld = FALSE AND COALESCE(t.withheld, FALSE) = FALSE
        """, new { parent });

    /// <param name="parent">A comment on the video itself, or null.</param>
    public static Task InsertAsync(Session session, Id id, Id video, Id author, Id? parent, string content, DateTimeOffset now) => session.ExecuteAsync("""
        INSERT INTO comments (id, video_id, author_id, parent_id, content, created_at, updated_at)
        VALUES (@id, @video, @author, @parent, @content, @now, @now)
        """, new { id, video, author, parent, content, now });

    /// <summary>False when it is not theirs, or not there for them. An edit is later than the writing, also within one
    /// millisecond: that is how it is known.</summary>
    public static async Task<bool> EditAsync(Session session, Id id, Id author, string content, DateTimeOffset now) => await session.ExecuteAsync($"""
        UPDATE comments SET content = @content, updated_at = CASE WHEN @Now > created_at THEN @Now ELSE created_at + 1 END
        WHERE id = @id AND author_id = @Viewer AND withheld = FALSE
          AND EXISTS (SELECT 1 FROM videos v WHERE v.id = comments.video_id AND {VideoSight.Watchable})
        """, new { id, content, Viewer = author.ToString(), Now = now }) == 1;

    /// <summary>With its answers; gives the video, or null when it was neither theirs nor on a video of theirs.</summary>
    public static Task<Id?> DeleteAsync(Session session, Id id, Id person) => session.FindAsync<Id?>("""
        DELETE FROM comments
        WHERE id = @id AND (author_id = @person OR EXISTS (SELECT 1 FROM videos v WHERE v.id = comments.video_id AND v.owner_id = @person))
        RETURNING video_id
        """, new { id, person });
}

internal sealed record CommentThread
{
    public Id VideoId { get; init; }
    public Id TopId { get; init; }
}
