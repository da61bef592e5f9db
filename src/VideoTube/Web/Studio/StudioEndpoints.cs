using VideoTube.Accounts;
using VideoTube.Dashboard;
using VideoTube.Http;
using VideoTube.Uploads.Tus;
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
        pages.MapPost("/studio/uploads/{id}/discard", Discard).FromHereOnly();
        pages.MapEditing();
    }

    private static async Task<IResult> Show(
        string? show, string? deleted, OwnVideos asked, PageRequest page, HttpContext http, CurrentUser user, DashboardStore dashboard, VideoStore videos,
        UnfinishedUploads uploads, CancellationToken ct)
    {
        var query = asked.Query;
        var isNarrowed = query with { Sort = default, Ascending = false } != new VideoQuery() || page.After is not null;
        var list = await videos.ListAsync(query with { Owner = user.Id }, page with { Limit = VideosAPage, Number = 1 }, user.Id, ct);
        return PageResult.Of<StudioPage>(
            (nameof(StudioPage.Stats), await dashboard.GetStatsAsync(user.Id, ct)),
            (nameof(StudioPage.Days), await dashboard.ListDaysAsync(user.Id, DaysCompared, ct)),
            (nameof(StudioPage.Shown), Measure.Find(show)),
            (nameof(StudioPage.Videos), list.Docs),
            (nameof(StudioPage.Next), list.NextCursor is { } cursor ? NextOf(http.Request, cursor) : null),
            (nameof(StudioPage.Words), query.Words),
            (nameof(StudioPage.ByViews), query.Sort == VideoSort.Views),
            (nameof(StudioPage.Uploads), isNarrowed ? [] : uploads.List(user.Id).Where(upload => !upload.IsPart).ToList()),
            (nameof(StudioPage.IsNarrowed), isNarrowed),
            (nameof(StudioPage.IsDeleted), deleted is not null));
    }

    private static async Task<IResult> Discard(string id, HttpContext http, CurrentUser user, TusStore uploads, RemoveUpload remove, CancellationToken ct)
    {
        var error = uploads.Find(GivenId.Read(id, "The upload's id"), user.Id) is { } upload ? await remove.RunWholeAsync(upload, ct) : TusErrors.NotFound;
        return error is null ? PageResult.SeeOther(http, "/studio") : throw new RequestRefusedException(error);
    }

    /// <summary>The same list from there on.</summary>
    private static string NextOf(HttpRequest request, string cursor) =>
        "/studio" + QueryString.Create(request.Query.Where(given => given.Key is not ("cursor" or "page" or "show" or "deleted"))
            .Append(new("cursor", cursor)));
}
