using VideoTube.Accounts;
using VideoTube.Http;
using VideoTube.Notifications;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Notices;

internal static class NoticesEndpoints
{
    private const int NoticesAPage = 30;

    public static void MapNotices(this RouteGroupBuilder pages)
    {
        pages.MapGet("/notifications", Show).SignedInOnly();
        pages.MapPost("/notifications/seen", See).FromHereOnly();
    }

    private static async Task<IResult> Show(PageRequest page, CurrentUser user, NotificationStore notifications, CancellationToken ct)
    {
        var list = await notifications.ListAsync(user.Id, page with { Limit = NoticesAPage, Number = 1 }, ct);
        return PageResult.Of<NoticesPage>(
            (nameof(NoticesPage.Notices), list.Docs), (nameof(NoticesPage.Unseen), list.UnseenCount),
            (nameof(NoticesPage.Next), list.NextCursor is { } cursor ? $"/notifications?cursor={cursor}" : null));
    }

    private static async Task<IResult> See(HttpContext http, CurrentUser user, NotificationStore notifications, CancellationToken ct)
    {
        await notifications.MarkSeenAsync(user.Id, ids: null, ct);
        return PageResult.SeeOther(http, "/notifications");
    }
}
