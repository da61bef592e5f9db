using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Memberships;
using VideoTube.Videos;
using VideoTube.Web.Frame;
using VideoTube.Web.Parts;

namespace VideoTube.Web.Watch;

/// <summary>What stands where a members-only video would play: its poster, and the field for a code.</summary>
internal static class LockedVideo
{
    public static IResult Page(Video video, HttpContext http, Visitor visitor) => Page(StatusCodes.Status402PaymentRequired, video, http, visitor, FormState.Empty);

    public static async Task<IResult> Redeem(
        string id, HttpContext http, CurrentUser user, VideoStore videos, RedeemCode redeem, CancellationToken ct)
    {
        if (!Id.TryParse(id, null, out var videoId))
            throw new RequestRefusedException(VideoErrors.NotFound);
        var form = await PageForm.ReadAsync(http.Request, ct);
        var found = await videos.FindAsync(videoId, user.Id, ct);
        if (found.Value is not { } video)
            throw new RequestRefusedException(found.Error!);
        var code = form["code"].ToString() is { Length: <= 100 } typed ? typed : "";
        return (await redeem.RunAsync(user.Id, code, Device.Of(http), ct)).Error is { } error
            ? Page(error.Status, video, http, new Visitor(user), FormState.Refused(form, error))
            : PageResult.SeeOther(http, $"/watch/{video.Id}");
    }

    private static IResult Page(int status, Video video, HttpContext http, Visitor visitor, FormState form) => PageResult.Of<LockedPage>(
        status, (nameof(LockedPage.Video), video), (nameof(LockedPage.Form), form),
        (nameof(LockedPage.SignIn), visitor.User is null ? Links.SignIn(http.Request) : null));
}
