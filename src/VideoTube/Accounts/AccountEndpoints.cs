using VideoTube.Accounts.ByMail;
using VideoTube.Accounts.Closing;
using VideoTube.Accounts.Export;
using VideoTube.Accounts.Pictures;
using VideoTube.Accounts.Sessions;
using VideoTube.Configuration;
using VideoTube.Http;
using VideoTube.Uploads;

namespace VideoTube.Accounts;

internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users");
        users.MapPost("/register", Register);
        users.MapPost("/login", LogIn);
        users.MapPost("/logout", LogOut).RequireAuthorization();
        users.MapPost("/refresh-token", Refresh);
        users.MapGet("/current-user", Current).RequireAuthorization();
        users.MapDelete("/current-user", Close).RequireAuthorization().WithSummary("Removes one's account with all that is theirs, for good")
            .Gives(204).Refuses(AccountErrors.WrongPassword, AccountErrors.TooManyLogins(60));
        users.MapPost("/change-password", SetPassword).RequireAuthorization();
        users.MapPatch("/update-account", Update).RequireAuthorization();
        users.MapPictures();
        users.MapSessions();
        users.MapByMail();
        users.MapExport();
    }

    private static async Task<ApiResult<User>> Register(HttpContext http, RegisterAccount register, UploadFolder folder, CancellationToken ct)
    {
        if (!MultipartForm.IsMultipart(http.Request))
            return Registered(await register.RunAsync(
                RequestBody.Parse<Registration>(await RequestBody.ReadAsync(http.Request), http), avatar: null, coverImage: null, Device.Of(http), ct));
        // Fields that come first, and are all there, are judged before a picture is read.
        var rules = new[] { PictureKind.Avatar, PictureKind.CoverImage }.Select(kind =>
            kind.Rule with { JudgeFields = fields => RegisterAccount.Judge(RequestBody.Parse<Registration>(fields, http)) });
        await using var form = await MultipartForm.ReadAsync(http.Request, folder.Path, rules, ct);
        return Registered(await register.RunAsync(
            RequestBody.Parse<Registration>(form.Fields, http), form.Find(PictureKind.Avatar.Field), form.Find(PictureKind.CoverImage.Field), Device.Of(http), ct));
    }

    private static ApiResult<User> Registered(Result<User> result) =>
        result.Value is { } user
            ? ApiResult.Created(user, $"/api/v1/users/c/{user.Username}", "User registered successfully")
            : result;

    private static async Task<ApiResult<SignedIn>> LogIn(Login login, HttpContext http, SignIn signIn, SessionCookies cookies, CancellationToken ct)
    {
        var result = await signIn.RunAsync(login, Device.Of(http), ct);
        if (result.Value is not { } signedIn)
            return result;
        cookies.Set(http, signedIn);
        return ApiResult.Ok(signedIn, "Login successful", signedIn.AccessToken);
    }

    private static async Task<ApiResult<Nothing?>> LogOut(HttpContext http, CurrentUser user, SignOut signOut, SessionCookies cookies, CancellationToken ct)
    {
        await signOut.RunAsync(user.SessionId, user.Id, ct);
        cookies.Clear(http);
        return ApiResult.Done("Logout successful");
    }

    private static async Task<ApiResult<SignedIn>> Refresh(
        RefreshRequest request, HttpContext http, RenewSession renew, SessionCookies cookies, Settings settings, CancellationToken ct)
    {
        var token = request.RefreshToken;
        if (string.IsNullOrEmpty(token) && http.Request.Cookies[SessionCookies.Refresh] is { Length: > 0 } cookie)
        {
            if (!Origins.MayWriteWithCookies(http.Request, settings))
                return HttpErrors.CrossSite;
            token = cookie;
        }

        var result = await renew.RunAsync(token ?? "", Device.Of(http), ct);
        if (result.Value is not { } signedIn)
            return result;
        cookies.Set(http, signedIn);
        return ApiResult.Ok(signedIn, "Access token refreshed", signedIn.AccessToken);
    }

    private static async Task<ApiResult<User>> Current(CurrentUser user, AccountStore accounts, CancellationToken ct) =>
        await accounts.FindAsync(user.Id, ct) is { } found ? found : AccountErrors.NotFound;

    private static async Task<ApiResult<Nothing?>> SetPassword(
        PasswordChange request, HttpContext http, CurrentUser user, ChangePassword change, CancellationToken ct) =>
        await change.RunAsync(request, user, Device.Of(http), ct) is { } error ? error : ApiResult.Done("Password changed successfully");

    private static async Task<ApiResult<Nothing?>> Close(
        AccountClosing request, HttpContext http, CurrentUser user, CloseAccount close, SessionCookies cookies, CancellationToken ct)
    {
        if (await close.RunAsync(request, user, Device.Of(http), ct) is { } error)
            return error;
        cookies.Clear(http);
        return ApiResult.NoContent;
    }

    private static async Task<ApiResult<User>> Update(AccountChange request, CurrentUser user, UpdateAccount update, CancellationToken ct) =>
        await update.RunAsync(request, user, ct);
}

internal sealed record RefreshRequest(string? RefreshToken) : IRequestBody<RefreshRequest>;
