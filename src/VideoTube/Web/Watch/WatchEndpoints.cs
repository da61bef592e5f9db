using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Likes;
using VideoTube.Videos;
using VideoTube.Web.Comments;
using VideoTube.Web.Frame;
using VideoTube.Web.Words;

namespace VideoTube.Web.Watch;

internal static class WatchEndpoints
{
    private const int OthersShown = 12;

    public static void MapWatch(this RouteGroupBuilder pages)
    {
        pages.MapGet("/watch/{id}", Show);
        pages.MapPost("/watch/{id}/like", Like).FromHereOnly();
        pages.MapPost("/watch/{id}/redeem", LockedVideo.Redeem).FromHereOnly();
    }

    private static async Task<IResult> Show(
        string id, string? t, [AsParameters] DiscussionQuery discussion, HttpContext http, Visitor visitor, VideoStore videos,
        RelatedVideos related, DiscussionReader discussions, CancellationToken ct)
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
            (nameof(WatchPage.Discussion), await discussions.ReadAsync(video.Id, discussion, visitor.Id, ct)),
            (nameof(WatchPage.Viewer), visitor.Id),
            (nameof(WatchPage.Moderates), visitor.Moderates),
            (nameof(WatchPage.Start), TimeWords.ParseStart(t) ?? Resume.StartOf(video)));
    }

    private static async Task<IResult> Like(string id, HttpContext http, CurrentUser user, ChangeLike act, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        var like = await act.RunAsync(Likeable.Video, GivenId.Read(id, "The video's id"), form["liked"] == "true", user.Id, ct);
        return like.Error is { } error ? throw new RequestRefusedException(error) : PageResult.SeeOther(http, $"/watch/{id}");
    }
}
