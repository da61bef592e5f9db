using VideoTube.Configuration;
using VideoTube.Http;

namespace VideoTube.Accounts.Sessions;

/// <summary>The two cookies of a signed-in browser, which no script can read.</summary>
internal sealed class SessionCookies(Settings settings)
{
    public const string Access = "accessToken";
    public const string Refresh = "refreshToken";

    /// <summary>Sets both, but not for pages of other sites: they would sign a visitor in here unasked.</summary>
    public void Set(HttpContext http, SignedIn signedIn)
    {
        if (http.Request.Headers.Origin.Count > 0 && !Origins.MayWriteWithCookies(http.Request, settings))
            return;
        http.Response.Cookies.Append(Access, signedIn.AccessToken, Options(http.Request, settings.AccessToken.Lifetime));
        http.Response.Cookies.Append(Refresh, signedIn.RefreshToken, Options(http.Request, settings.RefreshToken.Lifetime));
    }

    public void Clear(HttpContext http)
    {
        http.Response.Cookies.Append(Access, "", Options(http.Request, TimeSpan.Zero));
        http.Response.Cookies.Append(Refresh, "", Options(http.Request, TimeSpan.Zero));
    }

    private static CookieOptions Options(HttpRequest request, TimeSpan maxAge) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, Path = "/", MaxAge = maxAge, IsEssential = true,
    };
}
