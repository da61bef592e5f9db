using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Web.Frame;
using VideoTube.Web.Parts;

namespace VideoTube.Web.AccountSettings;

/// <summary>The page about oneself. Its forms lead back to it, and tell beside their fields what they refuse.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this RouteGroupBuilder pages)
    {
        pages.MapGet("/settings", Show).SignedInOnly();
        pages.MapSettingsActs();
    }

    private static Task<IResult> Show(string? saved, HttpContext http, CurrentUser user, CancellationToken ct) =>
        PageAsync(http, user, StatusCodes.Status200OK, saved, FormState.Empty, ct);

    /// <param name="section">Which form was refused; its values are shown as they were sent.</param>
    public static Task<IResult> RefuseAsync(HttpContext http, CurrentUser user, string section, IFormCollection? form, ApiError error, CancellationToken ct) =>
        PageAsync(http, user, error.Status, section, FormState.Refused(form ?? FormCollection.Empty, error), ct);

    private static async Task<IResult> PageAsync(HttpContext http, CurrentUser user, int status, string? section, FormState form, CancellationToken ct)
    {
        var services = http.RequestServices;
        var account = await services.GetRequiredService<AccountStore>().FindAsync(user.Id, ct) ?? throw new RequestRefusedException(AccountErrors.NotFound);
        return PageResult.Of<SettingsPage>(
            status, (nameof(SettingsPage.Account), account), (nameof(SettingsPage.Section), section), (nameof(SettingsPage.Form), form),
            (nameof(SettingsPage.Sessions), await services.GetRequiredService<SessionStore>().ListAsync(user.Id, user.SessionId, ct)));
    }
}
