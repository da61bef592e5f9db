namespace VideoTube.Http;

/// <summary>
/// The API's first address had no version: <c>/api/videos</c> leads to <c>/api/v1/videos</c>. 308 keeps method and body
/// (RFC 9110 section 15.4.9).
/// </summary>
internal static class OldAddresses
{
    public static void UseOldAddresses(this WebApplication app) => app.Use((http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments("/api", out var rest) || !rest.HasValue || rest.Value is "/" || IsVersioned(rest.Value!))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        http.Response.Headers.Location = $"/api/v1{rest.ToUriComponent()}{http.Request.QueryString.ToUriComponent()}";
        http.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    });

    /// <summary>/v1/…, and what may come after it.</summary>
    private static bool IsVersioned(string rest)
    {
        var end = rest.IndexOf('/', 1);
        var first = rest.AsSpan(1, (end < 0 ? rest.Length : end) - 1);
        return first.Length >= 2 && first[0] == 'v' && !first[1..].ContainsAnyExceptInRange('0', '9');
    }
}
