using Microsoft.Net.Http.Headers;
using VideoTube.Configuration;

namespace VideoTube.Http;

/// <summary>
/// Who may read across sites (CORS), and who may write with cookies: a write that carries our cookies must come from a
/// page of ours or of <c>CORS_ORIGIN</c>, or the cookie is not looked at.
/// </summary>
internal static partial class Origins
{
    public static void AddOrigins(this IServiceCollection services, Settings settings) =>
        services.AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            policy.AllowAnyMethod().AllowAnyHeader().WithExposedHeaders([
                "ETag", "Location", "Request-Id", "Retry-After", "Tus-Resumable", "Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm",
                "Upload-Offset", "Upload-Length", "Upload-Expires", "Upload-Metadata", "Upload-Concat", "Upload-Result",
            ])
                .SetPreflightMaxAge(TimeSpan.FromHours(2));
            if (settings.AnyOrigin)
                policy.AllowAnyOrigin(); // browsers refuse "any origin" together with credentials
            else
                policy.WithOrigins([.. settings.CorsOrigins]).AllowCredentials();
        }));

    /// <summary>
    /// CORS, and the word to caches that answers differ by origin: what a page of ours fetched says nothing of other
    /// origins, and a cache that kept it for them would shut them out.
    /// </summary>
    public static void UseOrigins(this WebApplication app, Settings settings)
    {
        if (settings.AnyOrigin || settings.CorsOrigins.Count > 0)
            app.Use((http, next) =>
            {
                http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
                return next(http);
            });
        if (settings.AnyOrigin)
            app.Lifetime.ApplicationStarted.Register(() => AnyOriginReads(app.Logger));
        app.UseCors();
    }

    public static bool MayWriteWithCookies(HttpRequest request, Settings settings)
    {
        // A WebSocket reads and writes on, and no browser asks CORS for it: its handshake counts as a write.
        if (!SocketToken.IsHandshake(request) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)))
            return true;
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && (origin == $"{request.Scheme}://{request.Host}" || settings.CorsOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase));
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "CORS_ORIGIN is *: pages of any origin may read, but without cookies, because browsers refuse the pair. Name the origins whose pages sign in.")]
    private static partial void AnyOriginReads(ILogger log);
}
