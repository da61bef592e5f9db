using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Comments;

internal sealed record CommentChange(string? Content) : IRequestBody<CommentChange>;

/// <summary>What becomes of a comment: its author may edit it, its author and the video's owner may delete it.</summary>
internal sealed class ChangeComment(Database database, CommentStore comments, ListTotals totals, TimeProvider time)
{
    public async Task<Result<Comment>> EditAsync(Id id, CommentChange change, Id author, CancellationToken ct)
    {
        var content = WrittenText.Read(change.Content, WriteComment.MaxContent);
        if (content.Error is { } fault)
            return fault;
        // Later than it was written, also within one millisecond: that is how an edit is known.
        var edited = await database.ExecuteAsync($"""
            UPDATE comments SET content = @content, updated_at = CASE WHEN @Now > created_at THEN @Now ELSE created_at + 1 END
            WHERE id = @id AND author_id = @Viewer AND withheld = FALSE
              AND EXISTS (SELECT 1 FROM videos v WHERE v.id = comments.video_id AND {VideoSight.Watchable})
            """, new { id, content = content.Value, Viewer = author.ToString(), Now = time.GetUtcNow() }, ct);
        return edited == 0 ? await comments.WhyNotAsync(id, author, ct) : await comments.FindAsync(id, author, CancellationToken.None);
    }

    /// <summary>Null when it is gone, its replies with it.</summary>
    public async Task<ApiError?> DeleteAsync(Id id, Id person, CancellationToken ct)
    {
        var video = await database.WriteAsync(session => session.FindAsync<Id?>("""
            DELETE FROM comments
            WHERE id = @id AND (author_id = @person OR EXISTS (SELECT 1 FROM videos v WHERE v.id = comments.video_id AND v.owner_id = @person))
            RETURNING video_id
            """, new { id, person }), ct);
        if (video is null)
            return await comments.WhyNotAsync(id, person, ct);
        totals.Forget(CommentListSql.Count, new { video = video.Value });
        return null;
    }
}
