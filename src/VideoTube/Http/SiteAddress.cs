namespace VideoTube.Http;

/// <summary>Addresses of this site as others must write them: those of the request that asks.</summary>
internal static class SiteAddress
{
    /// <summary>Scheme, host and port; no slash at the end.</summary>
    public static string Of(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    /// <param name="path">From the root on, with its slash.</param>
    public static string Of(HttpContext http, string path) => Of(http) + path;
}
