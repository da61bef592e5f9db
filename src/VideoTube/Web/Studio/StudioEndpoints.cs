using VideoTube.Accounts;
using VideoTube.Dashboard;
using VideoTube.Http;
using VideoTube.Videos;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Studio;

/// <summary>The page about one's channel: what it gained, and all of its videos.</summary>
internal static class StudioEndpoints
{
    private const int VideosAPage = 20, DaysCompared = 2 * 28;

    public static void MapStudio(this RouteGroupBuilder pages)
    {
        pages.MapGet("/studio", Show).SignedInOnly();
        pages.MapEditing();
    }

    private static async Task<IResult> Show(
        string? show, string? deleted, OwnVideos asked, PageRequest page, HttpContext http, CurrentUser user, DashboardStore dashboard, VideoStore videos, CancellationToken ct)
    {
        var query = asked.Query;
        var list = await videos.ListAsync(query with { Owner = user.Id }, page with { Limit = VideosAPage, Number = 1 }, user.Id, ct);
        return PageResult.Of<StudioPage>(
            (nameof(StudioPage.Stats), await dashboard.GetStatsAsync(user.Id, ct)),
            (nameof(StudioPage.Days), await dashboard.ListDaysAsync(user.Id, DaysCompared, ct)),
            (nameof(StudioPage.Shown), Measure.Find(show)),
            (nameof(StudioPage.Videos), list.Docs),
            (nameof(StudioPage.Next), list.NextCursor is { } cursor ? NextOf(http.Request, cursor) : null),
            (nameof(StudioPage.Words), query.Words),
            (nameof(StudioPage.ByViews), query.Sort == VideoSort.Views),
            (nameof(StudioPage.IsNarrowed), query with { Sort = default, Ascending = false } != new VideoQuery() || page.After is not null),
            (nameof(StudioPage.IsDeleted), deleted is not null));
    }

    /// <summary>The same list from there on.</summary>
    private static string NextOf(HttpRequest request, string cursor) =>
        "/studio" + QueryString.Create(request.Query.Where(given => given.Key is not ("cursor" or "page" or "show" or "deleted"))
            .Append(new("cursor", cursor)));
}
