using System.Security.Cryptography;
using System.Text;
using VideoTube.Data;

namespace VideoTube.Videos;

/// <summary>
/// Tells visitors apart so that a view counts once: chance in a cookie that only the server reads. What is kept is its
/// hash together with the video, so that nobody's rows can be joined into a history.
/// </summary>
internal static class VisitorCookie
{
    public const string Name = "visitor";
    private const int Bytes = 16;

    public static string GetOrSet(HttpContext http, Id video)
    {
        if (http.Request.Cookies[Name] is not { Length: 2 * Bytes } visitor || !visitor.All(char.IsAsciiHexDigitLower))
        {
            visitor = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
            http.Response.Cookies.Append(Name, visitor, new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), Path = "/",
            });
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{visitor}{video}")).AsSpan(0, 16));
    }
}
