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
            var tag = TagOf(body.Span);
            response.Headers.ETag = tag;
            if (response.Headers.CacheControl.Count == 0)
                response.Headers.CacheControl = "private, no-cache";
            response.Headers.Append(HeaderNames.Vary, "Cookie, Authorization");
            if (request.Headers.IfNoneMatch.ToString() is { Length: > 0 } known && (known == "*" || known.Contains(tag)))
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

    /// <summary>Strong: other bytes, another tag (RFC 9110 section 8.8.3). JSON is sent uncompressed, so these are the bytes sent.</summary>
    public static string TagOf(ReadOnlySpan<byte> body) => $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";
}
