using VideoTube.Http;

namespace VideoTube.Web.Frame;

internal static class Links
{
    /// <summary>An address of this site as others must write it.</summary>
    public static string Absolute(HttpContext http, string path) => SiteAddress.Of(http, path);

    /// <summary>
    /// <c>?next=</c> when it stays on this site, else the front page. Browsers read <c>//host</c> and <c>/\host</c> as another site,
    /// and drop tabs and line ends before they look.
    /// </summary>
    public static string Local(string? next) =>
        next is ['/', ..] and not ['/', '/' or '\\', ..] && !next.Any(char.IsControl) && Uri.IsWellFormedUriString(next, UriKind.Relative)
            ? next
            : "/";

    public static string SignIn(HttpRequest request) => $"/login?next={Uri.EscapeDataString(request.Path + request.QueryString)}";
}
