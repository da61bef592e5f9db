using Microsoft.AspNetCore.Authentication;
using VideoTube.Accounts.Passwords;
using VideoTube.Accounts.Pictures;
using VideoTube.Accounts.Sessions;
using VideoTube.Http;

namespace VideoTube.Accounts;

internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddJson(AccountJson.Default);
        services.AddSingleton<AccountStore>().AddSingleton<SessionStore>().AddSingleton<PictureStore>();
        services.AddSingleton<PasswordHasher>().AddSingleton<AccountLimits>().AddSingleton<CheckPassword>();
        services.AddSingleton<AccessTokens>().AddSingleton<RefreshTokens>().AddSingleton<LivingSessions>().AddSingleton<SessionCookies>();
        services.AddSingleton<RegisterAccount>().AddSingleton<SignIn>().AddSingleton<SignOut>().AddSingleton<RenewSession>();
        services.AddSingleton<ChangePassword>().AddSingleton<UpdateAccount>();
        services.AddSingleton<PictureFiles>().AddSingleton<ChangePicture>();
        services.AddHostedService<SessionSweepWorker>();
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
