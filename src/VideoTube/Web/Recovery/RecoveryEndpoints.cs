using VideoTube.Accounts;
using VideoTube.Accounts.ByMail;
using VideoTube.Accounts.Sessions;
using VideoTube.Http;
using VideoTube.Mail;
using VideoTube.Web.Frame;
using VideoTube.Web.Parts;

namespace VideoTube.Web.Recovery;

/// <summary>The pages that links in mails lead to, and the one that asks for such a mail.</summary>
internal static class RecoveryEndpoints
{
    public static void MapRecovery(this RouteGroupBuilder pages)
    {
        pages.MapGet("/forgot-password", ShowForgot);
        var posts = pages.MapGroup("").WithMailOnly();
        posts.MapPost("/forgot-password", Forgot).FromHereOnly();
        pages.MapGet("/reset-password", ShowReset);
        posts.MapPost("/reset-password", Reset).FromHereOnly();
        pages.MapGet("/verify-email", ShowVerify);
        posts.MapPost("/verify-email", Verify).FromHereOnly();
    }

    private static IResult ShowForgot(string? sent, Outbox outbox) =>
        PageResult.Of<ForgotPage>(
            outbox.IsOn ? StatusCodes.Status200OK : StatusCodes.Status404NotFound,
            (nameof(ForgotPage.IsOff), !outbox.IsOn), (nameof(ForgotPage.IsSent), sent is not null));

    private static async Task<IResult> Forgot(HttpContext http, ForgotPassword forgot, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        return await forgot.RunAsync(new PasswordForgotten(form["email"].ToString()), Device.Of(http), ct) is { } error
            ? PageResult.Of<ForgotPage>(error.Status, (nameof(ForgotPage.Form), FormState.Refused(form, RecoveryWords.Of(error))))
            : PageResult.SeeOther(http, "/forgot-password?sent=1");
    }

    private static IResult ShowReset(string? token, HttpContext http)
    {
        KeepAddress(http);
        return PageResult.Of<ResetPage>((nameof(ResetPage.Token), token));
    }

    private static async Task<IResult> Reset(HttpContext http, ResetPassword reset, SessionCookies cookies, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        if (await reset.RunAsync(new PasswordReset(form["token"].ToString(), form["password"].ToString()), ct) is { } error)
            return PageResult.Of<ResetPage>(
                error.Status, (nameof(ResetPage.Token), form["token"].ToString()), (nameof(ResetPage.Form), FormState.Refused(form, RecoveryWords.Of(error))));
        cookies.Clear(http);
        return PageResult.SeeOther(http, "/login?reset=1");
    }

    /// <summary>Opening the link confirms nothing yet: programs that look at mails for their readers open links too.</summary>
    private static IResult ShowVerify(string? token, string? done, HttpContext http)
    {
        KeepAddress(http);
        return PageResult.Of<VerifyPage>((nameof(VerifyPage.Token), token), (nameof(VerifyPage.IsDone), done is not null));
    }

    private static async Task<IResult> Verify(HttpContext http, VerifyEmail verify, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        return await verify.RunAsync(new EmailToken(form["token"].ToString()), ct) is { } error
            ? PageResult.Of<VerifyPage>(error.Status, (nameof(VerifyPage.Form), FormState.Refused(form, RecoveryWords.Of(error))))
            : PageResult.SeeOther(http, "/verify-email?done=1");
    }

    /// <summary>The page's address holds the token: it is told to nobody.</summary>
    private static void KeepAddress(HttpContext http) => http.Response.Headers["Referrer-Policy"] = "no-referrer";
}
