using VideoTube.Configuration;

namespace VideoTube.Http;

/// <summary>Addresses of this site as others must write them: by <c>SITE_URL</c>, or where it is not set as the request came.</summary>
internal static class SiteAddress
{
    /// <summary>Scheme, host and port; no slash at the end.</summary>
    public static string Of(HttpContext http) =>
        http.RequestServices.GetRequiredService<Settings>().SiteAddress?.GetLeftPart(UriPartial.Authority) ?? $"{http.Request.Scheme}://{http.Request.Host}";

    /// <param name="path">From the root on, with its slash.</param>
    public static string Of(HttpContext http, string path) => Of(http) + path;
}
