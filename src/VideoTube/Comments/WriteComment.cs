using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Notifications;
using VideoTube.Videos;

namespace VideoTube.Comments;

/// <param name="Parent">The comment it answers, if any.</param>
internal sealed record NewComment(string? Content, string? Parent) : IRequestBody<NewComment>;

/// <summary>Writes a comment on a video, or an answer to one.</summary>
internal sealed class WriteComment(Database database, CommentStore comments, VideoStore videos, ListPages lists, Notify notify, TimeProvider time)
{
    public const int MaxContent = 2000, PerMinute = 30;

    private readonly AttemptLimit limit = new(PerMinute, TimeSpan.FromMinutes(1), time);

    public async Task<Result<Comment>> RunAsync(Id video, NewComment comment, CurrentUser author, CancellationToken ct)
    {
        var content = WrittenText.Read(comment.Content, MaxContent);
        if (content.Error is { } fault)
            return fault;
        Id? parent = string.IsNullOrEmpty(comment.Parent) ? null : GivenId.Read(comment.Parent, "parent");
        if (limit.Take(author.Id.ToString()) is { } seconds)
            return CommentErrors.TooMany(seconds);

        var written = await database.WriteAsync(session => InsertAsync(session, video, parent, content.Value!, author.Id), ct);
        if (written.Error is { } refused)
            return refused == VideoErrors.NotFound ? await videos.WhyNotWatchAsync(video, author.Id, ct) ?? refused : refused;
        lists.Forget(CommentListSql.Count, new { video });
        return await comments.FindAsync(written.Value, author.Id, CancellationToken.None);
    }

    private async Task<Result<Id>> InsertAsync(Session session, Id video, Id? parent, string content, Id author)
    {
        var (id, now) = (Id.New(time), time.GetUtcNow());
        if (!await CommentChangeStore.MayWatchAsync(session, video, author, now))
            return VideoErrors.NotFound;
        CommentThread? thread = null;
        if (parent is not null)
        {
            thread = await CommentChangeStore.FindThreadAsync(session, parent.Value);
            if (thread is null)
                return CommentErrors.ParentNotFound;
            if (thread.VideoId != video)
                return CommentErrors.ParentElsewhere;
        }

        await CommentChangeStore.InsertAsync(session, id, video, author, thread?.TopId, content, now);
        await notify.CommentedAsync(session, id, video, author, parent);
        return id;
    }
}
