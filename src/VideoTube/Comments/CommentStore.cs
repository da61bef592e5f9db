using System.Globalization;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Comments;

/// <summary>Reads comments, of videos that whoever asks may watch. Withheld ones are there for nobody.</summary>
internal sealed class CommentStore(Database database, VideoStore videos, ListPages lists, TimeProvider time)
{
    private const string OneSql = $"""
        SELECT {CommentRow.CommentColumns} FROM comments c
        JOIN videos v ON v.id = c.video_id
        JOIN users u ON u.id = c.author_id
        WHERE c.id = @id AND c.withheld = FALSE AND {VideoSight.Watchable}
        """;

    /// <summary>The comment as this viewer sees it, or why it is not there for them.</summary>
    public async Task<Result<Comment>> FindAsync(Id id, Id? viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var row = await read.FindAsync<CommentRow>(OneSql, new { id, Viewer = viewer?.ToString() ?? "", Now = time.GetUtcNow() });
        return row is not null ? row.ToComment() : await WhyNotThereAsync(read, id, viewer, ct);
    }

    /// <summary>Why this viewer may not change a comment: it is another's, or as good as not there.</summary>
    public async Task<ApiError> WhyNotAsync(Id id, Id viewer, CancellationToken ct) =>
        (await FindAsync(id, viewer, ct)).Error ?? CommentErrors.NotYours;

    /// <summary>The comments on a video itself, without the replies.</summary>
    public async Task<Result<Page<Comment>>> ListAsync(Id video, CommentSort sort, PageRequest page, Id? viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var values = new { video, Viewer = viewer?.ToString() ?? "", Now = time.GetUtcNow() };
        if (await read.FindAsync<string>($"SELECT v.id FROM videos v WHERE v.id = @video AND {VideoSight.Watchable}", values) is null)
            return await videos.WhyNotWatchAsync(video, viewer, ct) ?? VideoErrors.NotFound;

        var byLikes = sort == CommentSort.Top;
        var from = byLikes ? page.After?.Id ?? page.BeforeId : page.BeforeId;
        return await lists.ReadAsync<CommentRow, Comment>(
            read, page, byLikes ? CommentListSql.Top : CommentListSql.Newest, new { video },
            new { values.Viewer, likes = byLikes ? LikesOf(page.After) : 0, from },
            row => row.ToComment(), last => byLikes ? TopCursor(last) : Cursor.At(last.Id));
    }

    /// <summary>The replies to a comment, oldest first.</summary>
    public async Task<Result<Page<Comment>>> ListRepliesAsync(Id parent, PageRequest page, Id? viewer, CancellationToken ct)
    {
        var found = await FindAsync(parent, viewer, ct);
        if (found.Error is { } error)
            return error;
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<CommentRow, Comment>(
            read, page, CommentListSql.Replies, new { parent }, new { Viewer = viewer?.ToString() ?? "", from = page.AfterId },
            row => row.ToComment(), last => Cursor.At(last.Id), found.Value!.RepliesCount);
    }

    // By likes and id the key of each page is smaller than that of the one before it, whatever is liked meanwhile: a
    // comment may be met twice or not at all, the end is always reached.
    private static Cursor TopCursor(CommentRow last) => new($"l{last.Likes.ToString(CultureInfo.InvariantCulture)}", last.Id.ToString());

    private static long LikesOf(Cursor? after) =>
        after is null ? long.MaxValue
        : after.Key.StartsWith('l') && long.TryParse(after.Key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var likes) ? likes
        : throw new RequestRefusedException(HttpErrors.ForeignCursor);

    private async Task<ApiError> WhyNotThereAsync(Session read, Id id, Id? viewer, CancellationToken ct) =>
        await read.FindAsync<Id?>("SELECT video_id FROM comments WHERE id = @id AND withheld = FALSE", new { id }) is { } video
            ? await videos.WhyNotWatchAsync(video, viewer, ct) ?? CommentErrors.NotFound
            : CommentErrors.NotFound;
}
