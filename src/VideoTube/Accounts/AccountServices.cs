using Microsoft.AspNetCore.Authentication;
using VideoTube.Accounts.ByMail;
using VideoTube.Accounts.Closing;
using VideoTube.Accounts.Export;
using VideoTube.Accounts.Passwords;
using VideoTube.Accounts.Pictures;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Mail;

namespace VideoTube.Accounts;

internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddJson(AccountJson.Default);
        services.AddSingleton<AccountStore>().AddSingleton<OldUsernames>().AddSingleton<SessionStore>().AddSingleton<PictureStore>();
        services.AddSingleton<PasswordHasher>().AddSingleton<AccountLimits>().AddSingleton<CheckPassword>();
        services.AddSingleton<AccessTokens>().AddSingleton<RefreshTokens>().AddSingleton<LivingSessions>().AddSingleton<SessionCookies>();
        services.AddSingleton<RegisterAccount>().AddSingleton<SignIn>().AddSingleton<SignOut>().AddSingleton<RenewSession>();
        services.AddSingleton<ChangePassword>().AddSingleton<UpdateAccount>();
        services.AddSingleton<PictureSweep>();
        services.AddSweep<PictureSweep>();
        services.AddSingleton<PictureFiles>().AddSingleton<ChangePicture>();
        services.AddSingleton<MailedTokens>().AddSingleton<ForgotPassword>().AddSingleton<ResetPassword>().AddSingleton<VerifyEmail>();
        services.AddSingleton<ILetter, VerifyLetter>().AddSingleton<ILetter, ResetLetter>().AddSingleton<ILetter, AddressChangedLetter>();
        services.AddSingleton<ClosedAccountStore>().AddSingleton<CloseAccount>().AddSingleton<RemoveClosedAccounts>().AddSingleton<ClosingWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<ClosingWorker>());
        services.AddSingleton<ExportAccount>();
        services.AddExport<SessionStore>();
        services.AddExport<OldUsernames>();
        services.AddSingleton<IExportedMedia>(provider => provider.GetRequiredService<PictureStore>());
        services.AddSweep<SessionStore>();
        services.AddSweep<RemoveClosedAccounts>();
        services.AddSweep<MailedTokens>();
        services.AddSweep<OldUsernames>();
        services.AddAuthentication(AccessTokens.Scheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(AccessTokens.Scheme, configureOptions: null);
        services.AddAuthorization();
    }

    /// <summary>Finds out who asks; after routing and CORS, before the endpoints.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<SessionRenewal>();
        app.UseAuthorization();
    }
}
