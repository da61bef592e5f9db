using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Likes;
using VideoTube.Videos;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Liked;

internal static class LikedEndpoints
{
    private const int VideosAPage = 20;

    public static void MapLiked(this RouteGroupBuilder pages) => pages.MapGet("/liked", Show).SignedInOnly();

    private static async Task<IResult> Show(PageRequest page, CurrentUser user, LikedVideoStore liked, CancellationToken ct)
    {
        var list = await liked.ListAsync(user.Id, page with { Limit = VideosAPage, Number = 1 }, ct);
        return PageResult.Of<LikedPage>(
            (nameof(LikedPage.Videos), list.Docs.Select(like => like.Video).ToList()),
            (nameof(LikedPage.Next), list.NextCursor is { } cursor ? $"/liked?cursor={cursor}" : null));
    }
}
