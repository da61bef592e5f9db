using VideoTube.Accounts;
using VideoTube.History;
using VideoTube.Http;
using VideoTube.Web.Frame;

namespace VideoTube.Web.History;

internal static class HistoryEndpoints
{
    private const int VideosAPage = 20;

    public static void MapHistory(this RouteGroupBuilder pages)
    {
        pages.MapGet("/history", Show).SignedInOnly();
        pages.MapPost("/history/clear", Clear).FromHereOnly();
        pages.MapPost("/history/pause", Pause).FromHereOnly();
    }

    private static async Task<IResult> Show(PageRequest page, CurrentUser user, HistoryStore history, CancellationToken ct)
    {
        var list = await history.ListAsync(user.Id, page with { Limit = VideosAPage, Number = 1 }, ct);
        return PageResult.Of<HistoryPage>(
            (nameof(HistoryPage.Videos), list.Docs), (nameof(HistoryPage.IsPaused), await history.IsPausedAsync(user.Id, ct)),
            (nameof(HistoryPage.Next), list.NextCursor is { } cursor ? $"/history?cursor={cursor}" : null));
    }

    private static async Task<IResult> Clear(HttpContext http, CurrentUser user, HistoryStore history, CancellationToken ct)
    {
        await history.ClearAsync(user.Id, ct);
        return PageResult.SeeOther(http, "/history");
    }

    private static async Task<IResult> Pause(HttpContext http, CurrentUser user, HistoryStore history, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        await history.PauseAsync(user.Id, form["paused"] == "true", ct);
        return PageResult.SeeOther(http, "/history");
    }
}
