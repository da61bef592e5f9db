using System.Text;
using System.Xml;
using VideoTube.Http;

namespace VideoTube.Feeds;

/// <summary>
/// Sitemaps (sitemaps.org, with Google's video extension), streamed: however many videos there are, a batch is in memory.
/// </summary>
internal static class SitemapEndpoints
{
    private const int FlushEvery = 500, MaxDescription = 200;
    private const string Map = "http://www.sitemaps.org/schemas/sitemap/0.9", Video = "http://www.google.com/schemas/sitemap-video/1.1";

    public static async Task Index(HttpContext http, SitemapIndex index, CancellationToken ct)
    {
        var starts = await index.GetAsync().WaitAsync(ct);
        await using var xml = Begin(http);
        await xml.WriteStartElementAsync(null, "sitemapindex", Map);
        foreach (var (kind, pages) in new[] { ("channels", starts.Channels), ("videos", starts.Videos) })
            foreach (var after in pages)
            {
                await xml.WriteStartElementAsync(null, "sitemap", Map);
                await xml.WriteElementStringAsync(null, "loc", Map, SiteAddress.Of(http, $"/sitemap/{kind}.xml{(after.Length > 0 ? $"?after={after}" : "")}"));
                await xml.WriteEndElementAsync();
            }

        await xml.WriteEndElementAsync();
    }

    public static async Task Channels(SitemapPage page, HttpContext http, FeedStore feeds, CancellationToken ct)
    {
        await using var xml = Begin(http);
        await xml.WriteStartElementAsync(null, "urlset", Map);
        var count = 0;
        await foreach (var channel in feeds.WalkAsync<FeedChannel>(FeedStore.ChannelsSql, page.After, SitemapIndex.ChannelsAPage, row => row.Id, ct))
        {
            await xml.WriteStartElementAsync(null, "url", Map);
            await xml.WriteElementStringAsync(null, "loc", Map, SiteAddress.Of(http, $"/@{channel.Username}"));
            await xml.WriteEndElementAsync();
            if (++count % FlushEvery == 0)
                await xml.FlushAsync();
        }

        await xml.WriteEndElementAsync();
    }

    public static async Task Videos(SitemapPage page, HttpContext http, FeedStore feeds, CancellationToken ct)
    {
        await using var xml = Begin(http);
        await xml.WriteStartElementAsync(null, "urlset", Map);
        await xml.WriteAttributeStringAsync("xmlns", "video", null, Video);
        var count = 0;
        await foreach (var video in feeds.WalkAsync<FeedVideo>(FeedStore.VideosSql, page.After, SitemapIndex.VideosAPage, row => row.Id, ct))
        {
            await WriteAsync(xml, http, video);
            if (++count % FlushEvery == 0)
                await xml.FlushAsync();
        }

        await xml.WriteEndElementAsync();
    }

    public static IResult Robots(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Text($"User-agent: *\nDisallow: /api/\nDisallow: /login\nDisallow: /register\nDisallow: /upload\nDisallow: /search\n\nSitemap: {SiteAddress.Of(http, "/sitemap.xml")}\n", "text/plain", Encoding.UTF8);
    }

    private static XmlWriter Begin(HttpContext http)
    {
        http.Response.ContentType = "application/xml; charset=utf-8";
        http.Response.Headers.CacheControl = $"public, max-age={SitemapIndex.Lifetime.TotalSeconds:0}";
        return XmlWriter.Create(http.Response.Body, XmlText.Settings);
    }

    private static async Task WriteAsync(XmlWriter xml, HttpContext http, FeedVideo video)
    {
        await xml.WriteStartElementAsync(null, "url", Map);
        await xml.WriteElementStringAsync(null, "loc", Map, SiteAddress.Of(http, $"/watch/{video.Id}"));
        await xml.WriteElementStringAsync(null, "lastmod", Map, video.UpdatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ"));
        if (video.Poster is not null) // the extension cannot do without
        {
            await xml.WriteStartElementAsync("video", "video", Video);
            await xml.WriteElementStringAsync("video", "thumbnail_loc", Video, SiteAddress.Of(http, $"/media/{video.Poster}"));
            await xml.WriteElementStringAsync("video", "title", Video, XmlText.Clean(video.Title));
            await xml.WriteElementStringAsync("video", "description", Video, XmlText.Cut(video.Description.Length > 0 ? video.Description : video.Title, MaxDescription));
            await xml.WriteElementStringAsync("video", "player_loc", Video, SiteAddress.Of(http, $"/embed/{video.Id}"));
            if (Math.Round(video.Duration) is >= 1 and <= 28_800 and var seconds)
                await xml.WriteElementStringAsync("video", "duration", Video, seconds.ToString("0"));
            await xml.WriteElementStringAsync("video", "view_count", Video, video.Views.ToString());
            await xml.WriteElementStringAsync("video", "publication_date", Video, video.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ"));
            await xml.WriteElementStringAsync("video", "uploader", Video, XmlText.Clean(video.Fullname));
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }
}
