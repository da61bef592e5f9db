using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace VideoTube.Http;

/// <summary>
/// Sends a JSON body. Reads carry an entity tag of their bytes and answer 304 when the client still has them
/// (RFC 9110 section 13.1.2); answers to writes are not stored.
/// </summary>
internal static class ConditionalBody
{
    public static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        var (request, response) = (http.Request, http.Response);
        response.ContentType = "application/json; charset=utf-8";
        if (response.StatusCode == StatusCodes.Status200OK && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 16))}\"";
            response.Headers.ETag = tag;
            if (response.Headers.CacheControl.Count == 0)
                response.Headers.CacheControl = "private, no-cache";
            response.Headers.Append(HeaderNames.Vary, "Cookie, Authorization");
            if (request.Headers.IfNoneMatch.ToString() is { Length: > 0 } known && (known == "*" || known.Contains(tag[2..])))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentType = null;
                return;
            }
        }
        else if (response.Headers.CacheControl.Count == 0)
        {
            response.Headers.CacheControl = "no-store";
        }

        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }
}
