using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Videos;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Home;

internal static class HomeEndpoints
{
    private const int VideosAPage = 24;

    public static void MapHome(this RouteGroupBuilder pages) => pages.MapGet("/", Show);

    private static async Task<IResult> Show(PageRequest page, Visitor visitor, VideoStore videos, CancellationToken ct)
    {
        var list = await videos.ListAsync(new VideoQuery(), page with { Limit = VideosAPage, Number = 1 }, visitor.Id, ct);
        return PageResult.Of<HomePage>(
            (nameof(HomePage.Videos), list.Docs),
            (nameof(HomePage.Next), list.NextCursor is { } cursor ? $"/?cursor={cursor}" : null),
            (nameof(HomePage.IsSignedIn), visitor.User is not null));
    }
}
