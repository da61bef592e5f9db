using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;
using VideoTube.Web.Frame;
using VideoTube.Web.Words;

namespace VideoTube.Web.Watch;

internal static class WatchEndpoints
{
    private const int OthersShown = 12;

    public static void MapWatch(this RouteGroupBuilder pages)
    {
        pages.MapGet("/watch/{id}", Show);
        pages.MapPost("/watch/{id}/redeem", LockedVideo.Redeem).FromHereOnly();
    }

    private static async Task<IResult> Show(
        string id, string? t, HttpContext http, Visitor visitor, VideoStore videos, RelatedVideos related, CancellationToken ct)
    {
        if (!Id.TryParse(id, null, out var videoId))
            throw new RequestRefusedException(VideoErrors.NotFound);
        var found = await videos.FindAsync(videoId, visitor, ct);
        if (found.Value is not { } video)
            throw new RequestRefusedException(found.Error!);
        if (video.IsLocked)
            return LockedVideo.Page(video, http, visitor);
        var others = await related.ListAsync(videoId, new PageRequest(1, OthersShown, After: null), visitor.Id, ct);
        return PageResult.Of<WatchPage>(
            (nameof(WatchPage.Video), video),
            (nameof(WatchPage.Others), others.Value?.Docs ?? []),
            (nameof(WatchPage.IsOwner), visitor.Id == video.Owner.Id),
            (nameof(WatchPage.IsSignedIn), visitor.User is not null),
            (nameof(WatchPage.Moderates), visitor.Moderates),
            (nameof(WatchPage.Start), TimeWords.ParseStart(t) ?? Resume.StartOf(video)));
    }
}
