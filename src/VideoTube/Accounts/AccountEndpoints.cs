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
        users.MapPost("/register", Register)
            .WithSummary("Makes an account; a multipart form may bring its pictures")
            .Takes<Registration>(PictureKind.Avatar.Part, PictureKind.CoverImage.Part)
            .Gives(201)
            .Refuses(AccountErrors.Taken("username"), AccountErrors.Taken("email"), AccountErrors.TooManyRegistrations(60))
            .Refuses(PictureKind.Refusals);
        users.MapPost("/login", LogIn)
            .WithSummary("Begins a session by e-mail or username and password; sets both cookies")
            .Refuses(AccountErrors.EmailAndPassword, AccountErrors.WrongEmailOrPassword, AccountErrors.NotFound, AccountErrors.Banned("Spam", until: null), AccountErrors.TooManyLogins(60));
        users.MapPost("/logout", LogOut).RequireAuthorization()
            .WithSummary("Ends the session and takes both cookies away");
        users.MapPost("/refresh-token", Refresh)
            .WithSummary("Trades a refresh token, of the body or the cookie, for new tokens")
            .Refuses(AccountErrors.RefreshTokenUsed, HttpErrors.CrossSite);
        users.MapGet("/current-user", Current).RequireAuthorization()
            .WithSummary("Who is signed in")
            .Refuses(AccountErrors.NotFound);
        users.MapPost("/change-password", SetPassword).RequireAuthorization()
            .WithSummary("Sets a new password and ends the other sessions")
            .Refuses(AccountErrors.WrongOldPassword, AccountErrors.NotFound, AccountErrors.TooManyLogins(60));
        users.MapPatch("/update-account", Update).RequireAuthorization()
            .WithSummary("Changes one's name, username or, with the password, e-mail address")
            .Refuses(
                AccountErrors.NothingToChange, AccountErrors.WrongPassword, AccountErrors.NotFound,
                AccountErrors.Taken("email"), AccountErrors.Taken("username"), AccountErrors.RenamedOften(60), AccountErrors.TooManyLogins(60));
        users.MapDelete("/current-user", Close).RequireAuthorization()
            .WithSummary("Removes one's account with all that is theirs, for good")
            .Gives(204)
            .Refuses(AccountErrors.WrongPassword, AccountErrors.LastAdmin, AccountErrors.NotFound, AccountErrors.TooManyLogins(60));
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
        return ApiResult.Ok(signedIn, "Login successful");
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
        return ApiResult.Ok(signedIn, "Access token refreshed");
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

    private static async Task<ApiResult<User>> Update(
        AccountChange request, HttpContext http, CurrentUser user, UpdateAccount update, CancellationToken ct) =>
        await update.RunAsync(request, user, Device.Of(http), ct);
}

internal sealed record RefreshRequest(string? RefreshToken) : IRequestBody<RefreshRequest>;
