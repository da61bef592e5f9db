using VideoTube.Comments;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Web.Comments;

/// <summary>The comments that one page of a video shows.</summary>
/// <param name="Next">Address of what follows; null at the end.</param>
/// <param name="Open">The comment whose answers are open, which then comes first.</param>
/// <param name="MoreReplies">Address of the thread's further answers; null at the end.</param>
public sealed record Discussion(
    IReadOnlyList<Comment> Comments, bool Top, string? Next, Id? Open, IReadOnlyList<Comment> Replies, string? MoreReplies);

/// <summary>What of the discussion the address asks for: <c>?sort=top</c>, <c>?comments=</c> and <c>?replies=</c> (cursors), <c>?thread=</c>.</summary>
internal sealed record DiscussionQuery(string? Sort, string? Comments, string? Thread, string? Replies);

internal sealed class DiscussionReader(CommentStore store)
{
    private const int AtOnce = 20, RepliesAtOnce = 100;

    /// <summary>Null when whoever asks may not discuss the video.</summary>
    public async Task<Discussion?> ReadAsync(Id video, DiscussionQuery query, Id? viewer, CancellationToken ct)
    {
        var top = query.Sort == "top";
        var listed = await store.ListAsync(video, top ? CommentSort.Top : CommentSort.New, PageOf(query.Comments, AtOnce), viewer, ct);
        if (listed.Value is not { } page)
            return null;
        var comments = page.Docs;
        Page<Comment>? replies = null;
        var open = query.Comments is null ? await FindThreadAsync(video, query.Thread, viewer, ct) : null;
        if (open is not null)
        {
            comments = [open, .. comments.Where(comment => comment.Id != open.Id)];
            replies = (await store.ListRepliesAsync(open.Id, PageOf(query.Replies, RepliesAtOnce), viewer, ct)).Value;
        }

        var sort = top ? "sort=top&" : "";
        return new Discussion(
            comments, top, page.NextCursor is { } next ? $"/watch/{video}?{sort}comments={next}#comments" : null,
            open?.Id, replies?.Docs ?? [], replies?.NextCursor is { } more ? $"/watch/{video}?thread={open!.Id}&replies={more}#comments" : null);
    }

    private static PageRequest PageOf(string? cursor, int limit)
    {
        Cursor? after = null;
        if (!string.IsNullOrEmpty(cursor) && !Cursor.TryParse(cursor, out after))
            throw new RequestRefusedException(HttpErrors.ForeignCursor);
        return new PageRequest(1, limit, after);
    }

    /// <summary>A link may be older than what it leads to: then there is just no thread open.</summary>
    private async Task<Comment?> FindThreadAsync(Id video, string? thread, Id? viewer, CancellationToken ct)
    {
        if (!Id.TryParse(thread, null, out var id) || (await store.FindAsync(id, viewer, ct)).Value is not { } comment || comment.Video != video)
            return null;
        return comment.Parent is { } parent ? (await store.FindAsync(parent, viewer, ct)).Value : comment;
    }
}
