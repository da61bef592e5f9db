using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;
using VideoTube.Web.Frame;
using VideoTube.Web.Words;

namespace VideoTube.Web.Embed;

/// <summary>A bare player for the frames of other sites. It needs no cookies and changes nothing, so being framed gives nobody anything.</summary>
internal static class EmbedEndpoints
{
    public static void MapEmbed(this RouteGroupBuilder pages) => pages.MapGet("/embed/{id}", Show).WithSummary("A player for other sites' pages");

    private static async Task<IResult> Show(string id, string? t, HttpContext http, Visitor visitor, VideoStore videos, CancellationToken ct)
    {
        AllowFraming(http.Response.Headers);
        var found = Id.TryParse(id, null, out var videoId) ? await videos.FindAsync(videoId, visitor.Id, ct) : VideoErrors.NotFound;
        var refusal = found.Value is { IsLocked: true } locked ? VideoErrors.MembersOnly(locked.Owner.Username) : found.Error;
        if (refusal is not null)
            return PageResult.Of<EmbedFault>(refusal.Status, (nameof(EmbedFault.Words), refusal.Message));
        return PageResult.Of<EmbedPage>((nameof(EmbedPage.Video), found.Value), (nameof(EmbedPage.Start), TimeWords.ParseStart(t) ?? 0));
    }

    /// <summary>
    /// COEP stays, so that pages which are isolated may frame it too; they ask for CORP of what they frame
    /// (HTML standard, "cross-origin embedder policy").
    /// </summary>
    private static void AllowFraming(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString().Replace("frame-ancestors 'none'", "frame-ancestors *", StringComparison.Ordinal);
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }
}
