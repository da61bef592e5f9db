using VideoTube.Configuration;
using VideoTube.Http;

namespace VideoTube.Accounts.Sessions;

/// <summary>
/// Keeps a person signed in from page to page: when the access cookie has run out and the refresh cookie is good, a
/// request for a page gets new ones on its way. API clients renew themselves.
/// </summary>
internal sealed class SessionRenewal(
    RequestDelegate next, RenewSession renew, AccessTokens tokens, SessionCookies cookies, Settings settings)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.User.Identity?.IsAuthenticated != true && IsForPage(http.Request)
            && http.Request.Cookies[SessionCookies.Refresh] is { Length: > 0 } token
            && Origins.MayWriteWithCookies(http.Request, settings))
        {
            var renewed = await renew.RunAsync(token, Device.Of(http), http.RequestAborted);
            if (renewed.Value is { } signedIn)
            {
                cookies.Set(http, signedIn);
                http.User = tokens.Read(signedIn.AccessToken).Value!.As(signedIn.User.Role);
            }
            else
            {
                cookies.Clear(http);
            }
        }

        await next(http);
    }

    private static bool IsForPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/media")
        && (HttpMethods.IsPost(request.Method) || request.Headers.Accept.ToString().Contains("text/html"));
}
