using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Subscriptions;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Feed;

internal static class FeedEndpoints
{
    private const int VideosAPage = 24, ChannelsShown = 100;

    public static void MapFeed(this RouteGroupBuilder pages) => pages.MapGet("/subscriptions", Show).SignedInOnly();

    private static async Task<IResult> Show(PageRequest page, CurrentUser user, FeedStore feed, SubscriptionStore subscriptions, CancellationToken ct)
    {
        var list = await feed.ListAsync(user.Id, page with { Limit = VideosAPage, Number = 1 }, ct);
        var channels = await subscriptions.ListOfPersonAsync(user.Id, new PageRequest(1, ChannelsShown, After: null), user.Id, ct);
        return PageResult.Of<FeedPage>(
            (nameof(FeedPage.Videos), list.Docs), (nameof(FeedPage.Channels), channels.Value?.Docs.Select(one => one.Channel).ToList() ?? []),
            (nameof(FeedPage.Next), list.NextCursor is { } cursor ? $"/subscriptions?cursor={cursor}" : null));
    }
}
