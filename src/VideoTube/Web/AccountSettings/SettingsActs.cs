using VideoTube.Accounts;
using VideoTube.Accounts.Closing;
using VideoTube.Accounts.Pictures;
using VideoTube.Accounts.Sessions;
using VideoTube.Http;
using VideoTube.Uploads;
using VideoTube.Web.Frame;

namespace VideoTube.Web.AccountSettings;

internal static class SettingsActs
{
    public static void MapSettingsActs(this RouteGroupBuilder pages)
    {
        pages.MapPost("/settings/account", Update).FromHereOnly();
        pages.MapPost("/settings/avatar", Avatar).FromHereOnly();
        pages.MapPost("/settings/cover", Cover).FromHereOnly();
        pages.MapPost("/settings/password", SetPassword).FromHereOnly();
        pages.MapPost("/settings/sessions/{id}/end", EndSession).FromHereOnly();
        pages.MapPost("/settings/close", Close).FromHereOnly();
    }

    private static async Task<IResult> Update(HttpContext http, CurrentUser user, UpdateAccount update, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        var change = new AccountChange(form["fullname"].ToString(), form["email"].ToString(), form["username"].ToString(), form[SettingsPage.AccountPassword].ToString());
        var error = (await update.RunAsync(change, user, Device.Of(http), ct)).Error;
        return await EndAsync(http, user, "account", form, error is null ? null : SettingsWords.OfAccount(error), ct);
    }

    private static Task<IResult> Avatar(HttpContext http, CurrentUser user, ChangePicture change, UploadFolder folder, CancellationToken ct) =>
        ChangeAsync(http, user, PictureKind.Avatar, change, folder, ct);

    private static Task<IResult> Cover(HttpContext http, CurrentUser user, ChangePicture change, UploadFolder folder, CancellationToken ct) =>
        ChangeAsync(http, user, PictureKind.CoverImage, change, folder, ct);

    private static async Task<IResult> SetPassword(HttpContext http, CurrentUser user, ChangePassword change, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        var error = await change.RunAsync(new PasswordChange(form["oldPassword"].ToString(), form["newPassword"].ToString()), user, Device.Of(http), ct);
        return await EndAsync(http, user, "change-password", form, error, ct);
    }

    private static async Task<IResult> EndSession(
        string id, HttpContext http, CurrentUser user, SignOut signOut, SessionCookies cookies, CancellationToken ct)
    {
        var session = GivenId.Read(id, "The session's id");
        if (!await signOut.RunAsync(session, user.Id, ct))
            throw new RequestRefusedException(AccountErrors.SessionNotFound);
        if (session == user.SessionId)
            cookies.Clear(http);
        return PageResult.SeeOther(http, session == user.SessionId ? "/" : "/settings?saved=sessions#sessions");
    }

    private static async Task<IResult> Close(HttpContext http, CurrentUser user, CloseAccount close, SessionCookies cookies, CancellationToken ct)
    {
        var form = await PageForm.ReadAsync(http.Request, ct);
        if (await close.RunAsync(new AccountClosing(form["password"].ToString()), user, Device.Of(http), ct) is { } error)
            return await SettingsEndpoints.RefuseAsync(http, user, "close", form, SettingsWords.Of(error), ct);
        cookies.Clear(http);
        return PageResult.SeeOther(http, "/");
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext http, CurrentUser user, PictureKind kind, ChangePicture change, UploadFolder folder, CancellationToken ct)
    {
        ApiError? error;
        try
        {
            await using var sent = await MultipartForm.ReadAsync(http.Request, folder.Path, [kind.Rule], ct);
            error = sent.Find(kind.Field) is { } file ? (await change.RunAsync(user.Id, kind, file, ct)).Error : AccountRules.Missing((kind.Field, null));
        }
        catch (RequestRefusedException refused)
        {
            error = refused.Error;
        }

        return await EndAsync(http, user, "pictures", form: null, error, ct);
    }

    private static async Task<IResult> EndAsync(HttpContext http, CurrentUser user, string section, IFormCollection? form, ApiError? error, CancellationToken ct) =>
        error is null
            ? PageResult.SeeOther(http, $"/settings?saved={section}#{section}")
            : await SettingsEndpoints.RefuseAsync(http, user, section, form, SettingsWords.Of(error), ct);
}
