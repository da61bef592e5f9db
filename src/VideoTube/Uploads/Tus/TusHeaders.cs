using System.Globalization;
using VideoTube.Configuration;
using VideoTube.Http;

namespace VideoTube.Uploads.Tus;

/// <summary>The protocol's headers: what every answer at its addresses tells, and how those of requests are read.</summary>
internal static class TusHeaders
{
    public const string Base = "/api/v1/uploads", Version = "1.0.0", BytesType = "application/offset+octet-stream";

    /// <summary>Before anything answers: also OPTIONS, refusals and errors wear the headers. And the method that a client asks for that cannot send it.</summary>
    public static void UseTus(this WebApplication app, Settings settings) => app.Use((http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments(Base))
            return next(http);
        if (http.Request.Headers["X-HTTP-Method-Override"].ToString() is { Length: > 0 } method)
            http.Request.Method = method.ToUpperInvariant();
        var isOptions = HttpMethods.IsOptions(http.Request.Method);
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers["Tus-Resumable"] = Version;
            headers["Tus-Version"] = Version;
            headers.CacheControl = "no-store";
            if (isOptions)
            {
                headers["Tus-Extension"] = "creation,creation-with-upload,expiration,checksum,termination,concatenation";
                headers["Tus-Max-Size"] = settings.UploadMaxBytes.ToString(CultureInfo.InvariantCulture);
                headers["Tus-Checksum-Algorithm"] = string.Join(',', TusChecksum.Algorithms);
            }

            return Task.CompletedTask;
        });
        return next(http);
    });

    /// <summary>Whoever speaks another version, or none, gets nothing done.</summary>
    public static ValueTask<object?> JudgeVersion(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers["Tus-Resumable"] == Version ? next(context) : throw new RequestRefusedException(TusErrors.Version);

    /// <summary>A whole number of bytes; null when the header was not sent.</summary>
    public static long? ReadBytes(IHeaderDictionary headers, string name)
    {
        if (!headers.TryGetValue(name, out var text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : throw new RequestRefusedException(TusErrors.Header(name, "must be a whole number of bytes"));
    }

    /// <summary>Whether bytes come with the request, judged by what the headers tell.</summary>
    public static bool BringsBytes(HttpRequest request) => request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;
}
