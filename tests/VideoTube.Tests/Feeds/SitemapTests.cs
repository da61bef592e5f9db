using System.Xml.Linq;
using VideoTube.Feeds;
using VideoTube.Tests.Notifications;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Feeds;

public sealed class SitemapTests
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9", Video = "http://www.google.com/schemas/sitemap-video/1.1";

    [Theory, OnBothEngines]
    public async Task Search_engines_find_what_is_listed_and_nothing_else(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var quiet = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var shown = await site.AddAsync(owner, [.. Enumerable.Range(0, 1500).Select(i => new Listed($"Video {i} & more"))]);
        var hidden = await site.AddAsync(quiet, new Listed("Draft") { Published = false });
        await site.WriteAsync(session => session.ExecuteAsync("UPDATE videos SET poster = 'videos/x/p.jpg' WHERE id = @id", new { id = shown[0] }));

        var index = XDocument.Parse((await visitor.GetAsync("/sitemap.xml")).Text);
        var pages = index.Root!.Elements(Map + "sitemap").Select(page => new Uri((string)page.Element(Map + "loc")!).PathAndQuery).ToList();
        Assert.Equal(["/sitemap/channels.xml", "/sitemap/videos.xml"], pages);
        var videos = XDocument.Parse((await visitor.GetAsync("/sitemap/videos.xml")).Text).Root!.Elements(Map + "url").ToList();
        Assert.Equal(shown.Select(id => $"{site.Address}watch/{id}"), videos.Select(video => (string)video.Element(Map + "loc")!));
        var tags = videos[0].Element(Video + "video")!;
        Assert.Equal(("Video 0 & more", "60"), ((string?)tags.Element(Video + "title"), (string?)tags.Element(Video + "duration")));
        var later = XDocument.Parse((await visitor.GetAsync($"/sitemap/videos.xml?after={shown[1498]}")).Text);
        Assert.Single(later.Root!.Elements(Map + "url"));
        var channels = (await visitor.GetAsync("/sitemap/channels.xml")).Text;
        Assert.True(channels.Contains($"/@{owner.Username}<") && !channels.Contains(quiet.Username));
        Assert.DoesNotContain(hidden.ToString(), (await visitor.GetAsync("/sitemap/videos.xml")).Text);
        Assert.Equal(422, (await visitor.GetAsync("/sitemap/videos.xml?after=7")).Status);
        var robots = await visitor.GetAsync("/robots.txt");
        Assert.StartsWith("text/plain", robots.Header("Content-Type"));
        Assert.Contains($"Sitemap: {site.Address}sitemap.xml", robots.Text);
    }

    [Theory, OnBothEngines]
    public async Task The_index_names_pages_that_together_hold_all(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var ids = await site.AddAsync(owner, [.. Enumerable.Range(0, SitemapIndex.VideosAPage + 3).Select(i => new Listed($"Video {i}"))]);

        var pages = (await AddressesAsync(visitor, "/sitemap.xml")).Where(page => page.Contains("/videos.xml")).ToList();

        Assert.Equal(["/sitemap/videos.xml", $"/sitemap/videos.xml?after={ids[^4]}"], pages);
        var (first, second) = (await AddressesAsync(visitor, pages[0]), await AddressesAsync(visitor, pages[1]));
        Assert.Equal((SitemapIndex.VideosAPage, 3), (first.Count, second.Count));
        Assert.Equal(ids.Select(id => $"/watch/{id}"), first.Concat(second));
    }

    [Theory, OnBothEngines]
    public async Task Everything_is_walked_once_an_hour_at_most(Engine engine)
    {
        var clock = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: builder =>
        {
            clock.Use(builder);
            builder.Environment.EnvironmentName = "Development";
        });
        using var visitor = site.NewClient();
        async Task<string?> StatementsAsync() => (await visitor.GetAsync("/sitemap.xml")).Header("Server-Timing");
        const string None = "db;desc=\"0\"";

        Assert.NotEqual(None, await StatementsAsync());
        clock.Advance(SitemapIndex.Lifetime - TimeSpan.FromMinutes(1));
        Assert.Equal(None, await StatementsAsync());
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(None, await StatementsAsync());
        Assert.Equal("public, max-age=3600", (await visitor.GetAsync("/sitemap.xml")).Header("Cache-Control"));
    }

    private static async Task<IReadOnlyList<string>> AddressesAsync(Client visitor, string path) =>
        [.. XDocument.Parse((await visitor.GetAsync(path)).Text).Descendants(Map + "loc").Select(loc => new Uri(loc.Value).PathAndQuery)];
}
