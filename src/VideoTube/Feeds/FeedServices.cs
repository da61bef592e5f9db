using VideoTube.Http;

namespace VideoTube.Feeds;

/// <summary>What programs read of the site: feed readers, search engines, sites that embed a video.</summary>
internal static class FeedServices
{
    public static void AddFeeds(this IServiceCollection services)
    {
        services.AddJson(OEmbedJson.Default);
        services.AddSingleton<FeedStore>();
        services.AddSingleton<SitemapIndex>();
    }

    public static void MapFeeds(this IEndpointRouteBuilder site)
    {
        var feeds = site.MapGroup("").WithTags("Feeds");
        const string Xml = "application/xml";
        feeds.MapGet("/feed/{username}.xml", RssEndpoint.Get).WithSummary("A channel's newest videos as RSS 2.0").Sends("application/rss+xml").Refuses(FeedErrors.NoChannel);
        feeds.MapGet("/sitemap.xml", SitemapEndpoints.Index).WithSummary("The list of sitemaps").Sends(Xml);
        feeds.MapGet("/sitemap/videos.xml", SitemapEndpoints.Videos).WithSummary("Listed videos for search engines").Sends(Xml);
        feeds.MapGet("/sitemap/channels.xml", SitemapEndpoints.Channels).WithSummary("Channels for search engines").Sends(Xml);
        feeds.MapGet("/robots.txt", SitemapEndpoints.Robots).WithSummary("What search engines may visit").Sends("text/plain");
        feeds.MapGet("/oembed", OEmbedEndpoint.Get).WithSummary("How to embed a video, for other sites").Sends("application/json", "text/xml")
            .Refuses(OEmbedErrors.UrlMissing, OEmbedErrors.NotFound, OEmbedErrors.Private, OEmbedErrors.Format);
    }
}
