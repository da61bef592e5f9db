using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Comments;

internal static class CommentEndpoints
{
    public static void MapComments(this IEndpointRouteBuilder api)
    {
        var comments = api.MapGroup("/comments").WithTags("Comments");
        comments.MapGet("/{videoId}", List).WithSummary("The comments on a video, newest or most liked first.")
            .Refuses(VideoErrors.NotFound, VideoErrors.Gone, VideoErrors.MembersOnly(""), VideoErrors.TakenDown("", byLaw: true), CommentErrors.Sort);
        comments.MapPost("/{videoId}", Write).WithSummary("Writes a comment, or with parent an answer to one.").Gives(201)
            .Refuses(VideoErrors.NotFound, VideoErrors.Gone, VideoErrors.MembersOnly(""), VideoErrors.TakenDown("", byLaw: true),
                CommentErrors.ParentNotFound, CommentErrors.ParentElsewhere, CommentErrors.TooMany(1));
        comments.MapGet("/c/{id}", Get).WithSummary("One comment.").Refuses(CommentErrors.NotFound, VideoErrors.NotFound, VideoErrors.MembersOnly(""));
        comments.MapPatch("/c/{id}", Edit).WithSummary("Changes the words of one's own comment.").Refuses(CommentErrors.NotFound, CommentErrors.NotYours);
        comments.MapDelete("/c/{id}", Delete).WithSummary("Deletes a comment and its answers: one's own, or on one's own video.")
            .Refuses(CommentErrors.NotFound, CommentErrors.NotYours);
        comments.MapGet("/c/{id}/replies", ListReplies).WithSummary("The answers to a comment, oldest first.")
            .Refuses(CommentErrors.NotFound, VideoErrors.NotFound, VideoErrors.MembersOnly(""));
    }

    private static async Task<ApiResult<Page<Comment>>> List(
        string videoId, string? sort, PageRequest page, Visitor visitor, CommentStore comments, CancellationToken ct) =>
        SortOf(sort) is { } order ? await comments.ListAsync(GivenId.Read(videoId, "The video's id"), order, page, visitor.Id, ct) : CommentErrors.Sort;

    private static async Task<ApiResult<Comment>> Write(
        string videoId, CurrentUser user, NewComment comment, WriteComment write, CancellationToken ct)
    {
        var written = await write.RunAsync(GivenId.Read(videoId, "The video's id"), comment, user, ct);
        return written.Value is { } one ? ApiResult.Created(one, $"/api/v1/comments/c/{one.Id}") : written;
    }

    private static async Task<ApiResult<Comment>> Get(string id, Visitor visitor, CommentStore comments, CancellationToken ct) =>
        await comments.FindAsync(IdOf(id), visitor.Id, ct);

    private static async Task<ApiResult<Comment>> Edit(string id, CurrentUser user, CommentChange change, ChangeComment act, CancellationToken ct) =>
        await act.EditAsync(IdOf(id), change, user.Id, ct);

    private static async Task<ApiResult<Nothing?>> Delete(string id, CurrentUser user, ChangeComment act, CancellationToken ct) =>
        await act.DeleteAsync(IdOf(id), user.Id, ct) is { } error ? error : ApiResult.Done("Comment deleted successfully");

    private static async Task<ApiResult<Page<Comment>>> ListReplies(
        string id, PageRequest page, Visitor visitor, CommentStore comments, CancellationToken ct) =>
        await comments.ListRepliesAsync(IdOf(id), page, visitor.Id, ct);

    private static CommentSort? SortOf(string? name) => name switch
    {
        null or "" or "new" => CommentSort.New,
        "top" => CommentSort.Top,
        _ => null,
    };

    private static Id IdOf(string text) => GivenId.Read(text, "The comment's id");
}
