using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Comments;

internal sealed record CommentChange(string? Content) : IRequestBody<CommentChange>;

/// <summary>What becomes of a comment: its author may edit it, its author and the video's owner may delete it.</summary>
internal sealed class ChangeComment(Database database, CommentStore comments, ListPages lists, TimeProvider time)
{
    public async Task<Result<Comment>> EditAsync(Id id, CommentChange change, Id author, CancellationToken ct)
    {
        var content = WrittenText.Read(change.Content, WriteComment.MaxContent);
        if (content.Error is { } fault)
            return fault;
        var isEdited = await database.WriteAsync(session => CommentChangeStore.EditAsync(session, id, author, content.Value!, time.GetUtcNow()), ct);
        return isEdited ? await comments.FindAsync(id, author, CancellationToken.None) : await comments.WhyNotAsync(id, author, ct);
    }

    /// <summary>Null when it is gone, its replies with it.</summary>
    public async Task<ApiError?> DeleteAsync(Id id, Id person, CancellationToken ct)
    {
        var video = await database.WriteAsync(session => CommentChangeStore.DeleteAsync(session, id, person), ct);
        if (video is null)
            return await comments.WhyNotAsync(id, person, ct);
        lists.Forget(CommentListSql.Count, new { video = video.Value });
        return null;
    }
}
