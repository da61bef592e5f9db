using VideoTube.Accounts;
using VideoTube.Comments;
using VideoTube.Http;
using VideoTube.Likes;
using VideoTube.Web.Frame;

namespace VideoTube.Web.Comments;

/// <summary>The forms under a video. Each leads back to the video, with the thread open that it was about.</summary>
internal static class CommentEndpoints
{
    public static void MapComments(this RouteGroupBuilder pages)
    {
        pages.MapPost("/watch/{id}/comments", Write).FromHereOnly();
        pages.MapPost("/watch/{id}/comments/{comment}/like", Like).FromHereOnly();
        pages.MapPost("/watch/{id}/comments/{comment}/delete", Delete).FromHereOnly();
    }

    private static async Task<IResult> Write(string id, HttpContext http, CurrentUser user, WriteComment write, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        var written = await write.RunAsync(VideoId(id), new NewComment(form["content"], form["parent"]), user, ct);
        if (written.Error is { } error)
            throw new RequestRefusedException(error);
        return PageResult.SeeOther(http, written.Value!.Parent is { } thread ? CommentLinks.Thread(id, thread) : CommentLinks.All(id));
    }

    private static async Task<IResult> Like(string id, string comment, HttpContext http, CurrentUser user, ChangeLike act, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        var like = await act.RunAsync(Likeable.Comment, CommentId(comment), form["liked"] == "true", user.Id, ct);
        if (like.Error is { } error)
            throw new RequestRefusedException(error);
        return PageResult.SeeOther(http, CommentLinks.Thread(id, CommentId(comment)));
    }

    private static async Task<IResult> Delete(string id, string comment, HttpContext http, CurrentUser user, ChangeComment act, CancellationToken ct)
    {
        if (await act.DeleteAsync(CommentId(comment), user.Id, ct) is { } error)
            throw new RequestRefusedException(error);
        return PageResult.SeeOther(http, CommentLinks.All(id));
    }

    private static Data.Id VideoId(string text) => GivenId.Read(text, "The video's id");

    private static Data.Id CommentId(string text) => GivenId.Read(text, "The comment's id");
}
