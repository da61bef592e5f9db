using System.Text.Json;
using System.Xml;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Feeds;

/// <summary>oEmbed 1.0: the address of a page of ours becomes a player on another site. It tells what visitors may know.</summary>
internal static class OEmbedEndpoint
{
    public static async Task<IResult> Get(OEmbedQuery query, HttpContext http, VideoStore videos, CancellationToken ct)
    {
        if (VideoOf(query.Url, http) is not { } id || (await videos.FindAsync(id, viewer: null, ct)).Value is not { } video)
            throw new RequestRefusedException(OEmbedErrors.NotFound);
        if (video.IsLocked)
            throw new RequestRefusedException(OEmbedErrors.Private);
        var answer = OEmbed.Of(http, video, query.MaxWidth, query.MaxHeight);
        http.Response.Headers.CacheControl = "public, max-age=300";
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return query.IsXml
            ? TypedResults.Bytes(Xml(answer), "text/xml; charset=utf-8")
            : TypedResults.Bytes(JsonSerializer.SerializeToUtf8Bytes(answer, OEmbedJson.Default.OEmbed), "application/json; charset=utf-8");
    }

    /// <summary>Of <c>https://this.site/watch/…</c> or <c>/embed/…</c>; http and https are the same page.</summary>
    private static Id? VideoOf(string url, HttpContext http)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https")
            || !Uri.TryCreate(SiteAddress.Of(http), UriKind.Absolute, out var site)
            || !page.Authority.Equals(site.Authority, StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = page.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts is ["watch" or "embed", var text] && Id.TryParse(text, null, out var id) ? id : null;
    }

    private static byte[] Xml(OEmbed answer)
    {
        using var body = new MemoryStream();
        using (var xml = XmlWriter.Create(body, XmlText.Settings))
        {
            xml.WriteStartDocument(standalone: true);
            xml.WriteStartElement("oembed");
            foreach (var (name, value) in new[]
            {
                ("type", answer.Type), ("version", answer.Version), ("title", answer.Title), ("author_name", answer.AuthorName), ("author_url", answer.AuthorUrl),
                ("provider_name", answer.ProviderName), ("provider_url", answer.ProviderUrl), ("cache_age", answer.CacheAge.ToString()),
                ("html", answer.Html), ("width", answer.Width.ToString()), ("height", answer.Height.ToString()),
            })
                xml.WriteElementString(name, XmlText.Clean(value));
            xml.WriteEndElement();
        }

        return body.ToArray();
    }
}
