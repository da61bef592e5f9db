using VideoTube.Configuration;

namespace VideoTube.Http;

/// <summary>
/// Sheds what is too much: beyond so many requests at work at once the next are answered 503 at once, so that those at
/// work end soon. What waits by nature (uploads, media, streams of events) is not counted.
/// </summary>
internal static class Overload
{
    public static void UseOverloadShedding(this WebApplication app, Settings settings)
    {
        var atWork = 0;
        app.Use(async (http, next) =>
        {
            if (WaitsByNature(http))
            {
                await next(http);
                return;
            }

            if (Interlocked.Increment(ref atWork) > settings.MaxRequests)
            {
                Interlocked.Decrement(ref atWork);
                throw new RequestRefusedException(HttpErrors.Overloaded);
            }

            try
            {
                await next(http);
            }
            finally
            {
                Interlocked.Decrement(ref atWork);
            }
        });
    }

    /// <summary>By its address and method alone: no header opts out.</summary>
    private static bool WaitsByNature(HttpContext http)
    {
        var path = http.Request.Path;
        return path.StartsWithSegments("/media") || path.StartsWithSegments("/api/v1/uploads")
            || (path.StartsWithSegments("/api/v1/videos") && path.Value!.EndsWith("/events", StringComparison.Ordinal))
            || path.StartsWithSegments("/api/v1/notifications/live") || path.StartsWithSegments("/api/v1/users/export")
            || (HttpMethods.IsPost(http.Request.Method) && path.Value is "/api/v1/videos" or "/api/v1/videos/");
    }
}
