using VideoTube.Accounts.Sessions;
using VideoTube.Http;
using VideoTube.Mail;

namespace VideoTube.Accounts.ByMail;

/// <summary>What an account needs mail for. Where the site sends none, each of these answers 404 and says so.</summary>
internal static class ByMailEndpoints
{
    public static void MapByMail(this IEndpointRouteBuilder users)
    {
        var routes = users.MapGroup("").WithMailOnly();
        routes.MapPost("/forgot-password", Forgot).WithSummary("Has a link for a new password mailed, if an account has the address")
            .Refuses(MailErrors.Off, MailErrors.TooMany(60));
        routes.MapPost("/reset-password", Reset).WithSummary("Sets a new password by the token that was mailed; ends all sessions")
            .Refuses(MailErrors.Off, AccountErrors.TokenUsedOrExpired);
        routes.MapPost("/verify-email", Verify).WithSummary("Confirms an e-mail address by the token that was mailed")
            .Refuses(MailErrors.Off, AccountErrors.TokenUsedOrExpired);
        routes.MapPost("/verify-email/send", SendAgain).RequireAuthorization().WithSummary("Has the mail sent again that asks to confirm one's address")
            .Refuses(MailErrors.Off, MailErrors.TooMany(60), AccountErrors.NotFound);
    }

    public static RouteGroupBuilder WithMailOnly(this RouteGroupBuilder routes)
    {
        routes.AddEndpointFilter((context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<Outbox>().IsOn ? next(context) : throw new RequestRefusedException(MailErrors.Off));
        return routes;
    }

    private static async Task<ApiResult<Nothing?>> Forgot(PasswordForgotten request, HttpContext http, ForgotPassword forgot, CancellationToken ct) =>
        await forgot.RunAsync(request, Device.Of(http), ct) is { } error
            ? error
            : ApiResult.Done("If an account has this address, a mail with a link is on its way");

    private static async Task<ApiResult<Nothing?>> Reset(PasswordReset request, HttpContext http, ResetPassword reset, SessionCookies cookies, CancellationToken ct)
    {
        if (await reset.RunAsync(request, ct) is { } error)
            return error;
        cookies.Clear(http);
        return ApiResult.Done("Password changed successfully. Please sign in.");
    }

    private static async Task<ApiResult<Nothing?>> Verify(EmailToken request, VerifyEmail verify, CancellationToken ct) =>
        await verify.RunAsync(request, ct) is { } error ? error : ApiResult.Done("Email address confirmed");

    private static async Task<ApiResult<Nothing?>> SendAgain(CurrentUser user, VerifyEmail verify, CancellationToken ct) =>
        await verify.SendAsync(user, ct) is { } error ? error : ApiResult.Done("A mail with a link is on its way, unless the address is confirmed already");
}
