namespace VideoTube.Http;

/// <summary>What every answer tells browsers to refuse.</summary>
internal static class SecurityHeaders
{
    // Styles: the player's web components carry their style sheets inline, in shadow trees.
    // Workers and media from blob: hls.js feeds the player through both.
    private static string PolicyWith(string media) =>
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + $"media-src 'self' blob:{media}; worker-src 'self' blob:; connect-src 'self'{media}; object-src 'none'; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'";

    /// <param name="mediaOrigin">Where browsers are sent for media, when that is another place.</param>
    public static void UseSecurityHeaders(this WebApplication app, string? mediaOrigin)
    {
        var policy = PolicyWith(mediaOrigin is null ? "" : $" {mediaOrigin}");
        // Media hosts do not say who may embed their files.
        var embedding = mediaOrigin is null ? "require-corp" : "credentialless";
        app.Use((http, next) => next(Harden(http, policy, embedding)));
    }

    private static HttpContext Harden(HttpContext http, string policy, string embedding)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XXSSProtection = "0"; // the filter itself leaks; OWASP asks to switch it off
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Embedder-Policy"] = embedding;
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        return http;
    }
}
