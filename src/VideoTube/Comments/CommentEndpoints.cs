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
        comments.MapGet("/{videoId}", List)
            .WithSummary("The comments on a video itself, newest or most liked first")
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.MembersOnly("ada")]);
        comments.MapPost("/{videoId}", Write)
            .WithSummary("Writes a comment, or with parent an answer to one")
            .Gives(201)
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.MembersOnly("ada")])
            .Refuses(CommentErrors.ParentNotFound, CommentErrors.ParentElsewhere, CommentErrors.TooMany(2));
        comments.MapGet("/c/{id}", Get)
            .WithSummary("One comment")
            .Refuses(CommentErrors.OfMissing);
        comments.MapPatch("/c/{id}", Edit)
            .WithSummary("Changes the words of one's own comment")
            .Refuses([.. CommentErrors.OfMissing, CommentErrors.NotYours]);
        comments.MapDelete("/c/{id}", Delete)
            .WithSummary("Deletes a comment with its answers: one's own, or on one's own video")
            .Refuses([.. CommentErrors.OfMissing, CommentErrors.NotYours]);
        comments.MapGet("/c/{id}/replies", ListReplies)
            .WithSummary("The answers to a comment, oldest first")
            .Refuses(CommentErrors.OfMissing);
    }

    private static async Task<ApiResult<Page<Comment>>> List(
        string videoId, CommentOrder order, PageRequest page, Visitor visitor, CommentStore comments, CancellationToken ct) =>
        await comments.ListAsync(GivenId.Read(videoId, "The video's id"), order.Sort, page, visitor.Id, ct);

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

    private static Id IdOf(string text) => GivenId.Read(text, "The comment's id");
}
