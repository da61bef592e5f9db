using VideoTube.Accounts;
using VideoTube.Comments;
using VideoTube.Http;
using VideoTube.Posts;
using VideoTube.Videos;

namespace VideoTube.Likes;

internal static class LikeEndpoints
{
    public static void MapLikes(this IEndpointRouteBuilder api)
    {
        var likes = api.MapGroup("/likes").WithTags("Likes");
        likes.MapLikesOf("v", "video", Likeable.Video, VideoErrors.NotFound, VideoErrors.Gone, VideoErrors.MembersOnly(""), VideoErrors.TakenDown("", byLaw: true));
        likes.MapLikesOf("c", "comment", Likeable.Comment, CommentErrors.NotFound, VideoErrors.NotFound, VideoErrors.MembersOnly(""));
        likes.MapLikesOf("t", "post", Likeable.Post, PostErrors.NotFound, PostErrors.Gone);
        likes.MapGet("/videos", ListVideos).WithSummary("The videos one likes, the last one liked first.");
    }

    /// <summary>The same three acts for each kind of thing.</summary>
    private static void MapLikesOf(this RouteGroupBuilder likes, string letter, string name, Likeable kind, params ApiError[] refusals)
    {
        var idName = $"The {name}'s id";
        likes.MapPost($"/toggle/{letter}/{{id}}", async Task<ApiResult<Like>> (string id, CurrentUser user, ChangeLike act, CancellationToken ct) =>
            await act.RunAsync(kind, GivenId.Read(id, idName), liked: null, user.Id, ct)).WithSummary($"Likes a {name}, or no longer.").Refuses(refusals);
        likes.MapPut($"/{letter}/{{id}}", async Task<ApiResult<Like>> (string id, CurrentUser user, ChangeLike act, CancellationToken ct) =>
            await act.RunAsync(kind, GivenId.Read(id, idName), liked: true, user.Id, ct)).WithSummary($"Likes a {name}; once is enough.").Refuses(refusals);
        likes.MapDelete($"/{letter}/{{id}}", async Task<ApiResult<Like>> (string id, CurrentUser user, ChangeLike act, CancellationToken ct) =>
            await act.RunAsync(kind, GivenId.Read(id, idName), liked: false, user.Id, ct)).WithSummary($"Likes a {name} no longer.").Refuses(refusals);
    }

    private static async Task<ApiResult<Page<LikedVideo>>> ListVideos(CurrentUser user, PageRequest page, LikedVideoStore likes, CancellationToken ct) =>
        await likes.ListAsync(user.Id, page, ct);
}
