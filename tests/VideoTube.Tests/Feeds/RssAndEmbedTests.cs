using System.Xml.Linq;
using VideoTube.Feeds;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Notifications;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Feeds;

public sealed class RssAndEmbedTests
{
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/", Atom = "http://www.w3.org/2005/Atom";

    [Theory, OnBothEngines]
    public async Task A_channel_has_a_feed_of_its_newest_videos(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = await site.AddAsync(owner, new Listed("Rock & <roll> \u0001 \ud83c\udfb8") { Description = "Loud" });
        await site.AddAsync(owner, [new Listed("Draft") { Published = false }, new Listed("Members") { Visibility = "members" }, new Listed("Unlisted") { Visibility = "unlisted" }]);
        await site.WriteAsync(session => session.ExecuteAsync(
            "UPDATE videos SET original = 'videos/x/original.mp4', original_type = 'video/mp4', size = 1234, poster = 'videos/x/p.jpg' WHERE id = @id", new { id }));

        var answer = await visitor.GetAsync($"/feed/{owner.Username}.xml");

        Assert.Equal((200, "application/rss+xml; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        var channel = XDocument.Parse(answer.Text).Root!.Element("channel")!;
        var at = site.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal($"{at}/feed/{owner.Username}.xml", (string?)channel.Element(Atom + "link")!.Attribute("href"));
        var item = Assert.Single(channel.Elements("item"));
        Assert.Equal(("Rock & <roll>  \ud83c\udfb8", $"{at}/watch/{id}", "Loud"), ((string?)item.Element("title"), (string?)item.Element("link"), (string?)item.Element("description")));
        var enclosure = item.Element("enclosure")!;
        Assert.Equal(($"{at}/media/videos/x/original.mp4", "1234", "video/mp4"), ((string?)enclosure.Attribute("url"), (string?)enclosure.Attribute("length"), (string?)enclosure.Attribute("type")));
        Assert.Equal($"{at}/media/videos/x/p.jpg", (string?)item.Element(Media + "group")!.Element(Media + "thumbnail")!.Attribute("url"));
        Assert.Equal(304, (await visitor.GetAsync($"/feed/{owner.Username}.xml", ("If-None-Match", answer.Header("ETag")!))).Status);
        Assert.Null(answer.Header("Last-Modified")); // what goes from the feed makes no date newer
        Assert.Equal(404, (await visitor.GetAsync("/feed/nobody-of-this-name.xml")).Status);
    }

    [Theory, OnBothEngines]
    public async Task Another_site_learns_how_to_embed_a_video(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var shown = await site.AddAsync(owner, new Listed("\"Quotes\" & <tags>"));
        await site.WriteAsync(session => session.ExecuteAsync("UPDATE videos SET width = 1920, height = 1080 WHERE id = @shown", new { shown }));
        var draft = await site.AddAsync(owner, new Listed("Draft") { Published = false });
        var members = await site.AddAsync(owner, new Listed("Members") { Visibility = "members" });
        string Ask(object id, string more = "") => $"/oembed?url={Uri.EscapeDataString($"{site.Address}watch/{id}")}{more}";

        var json = await visitor.GetAsync(Ask(shown, "&maxwidth=320&maxheight=1000"));

        Assert.Equal((200, "application/json; charset=utf-8"), (json.Status, json.Header("Content-Type")));
        Assert.Equal(("video", "1.0", "\"Quotes\" & <tags>", 320, 180),
            ((string?)json.Json["type"], (string?)json.Json["version"], (string?)json.Json["title"], (int)json.Json["width"]!, (int)json.Json["height"]!));
        Assert.StartsWith($"<iframe src=\"{site.Address}embed/{shown}\" width=\"320\" height=\"180\" title=\"&quot;Quotes&quot; &amp; &lt;tags&gt;\"", (string?)json.Json["html"]);
        var xml = await visitor.GetAsync(Ask(shown, "&format=xml"));
        Assert.Equal("text/xml; charset=utf-8", xml.Header("Content-Type"));
        Assert.Equal(((string?)(await visitor.GetAsync(Ask(shown))).Json["html"], "640"), ((string?)XDocument.Parse(xml.Text).Root!.Element("html"), (string?)XDocument.Parse(xml.Text).Root!.Element("width")));
        Assert.Equal(501, (await visitor.GetAsync(Ask(shown, "&format=yaml"))).Status);
        Assert.Equal(404, (await visitor.GetAsync(Ask(draft))).Status);
        Assert.Equal(404, (await owner.Client.GetAsync(Ask(draft))).Status);
        Assert.Equal(401, (await visitor.GetAsync(Ask(members))).Status);
        Assert.Equal(404, (await visitor.GetAsync($"/oembed?url=https%3A%2F%2Felsewhere.example%2Fwatch%2F{shown}")).Status);
        Assert.Equal(404, (await visitor.GetAsync("/oembed?url=nonsense")).Status);
        Assert.Equal(400, (await visitor.GetAsync("/oembed")).Status);
        Assert.Contains("application/json+oembed", System.Net.WebUtility.HtmlDecode((await visitor.GetAsync($"/watch/{shown}")).Text));
        Assert.Contains($"/feed/{owner.Username}.xml", (await visitor.GetAsync($"/@{owner.Username}")).Text);
    }

    [Theory, OnBothEngines]
    public async Task Any_site_may_frame_the_player_of_what_everyone_may_watch(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var shown = await site.AddAsync(owner, new Listed("Shown"));
        var draft = await site.AddAsync(owner, new Listed("Draft") { Published = false });
        var members = await site.AddAsync(owner, new Listed("Members") { Visibility = "members" });

        var page = await visitor.GetAsync($"/embed/{shown}", ("Accept", "text/html"));

        Assert.Equal((200, "cross-origin", "require-corp"), (page.Status, page.Header("Cross-Origin-Resource-Policy"), page.Header("Cross-Origin-Embedder-Policy")));
        Assert.Contains("frame-ancestors *", page.Header("Content-Security-Policy"));
        Assert.Null(page.Header("Set-Cookie"));
        Assert.Equal(404, (await visitor.GetAsync($"/embed/{draft}", ("Accept", "text/html"))).Status);
        Assert.Equal(402, (await visitor.GetAsync($"/embed/{members}", ("Accept", "text/html"))).Status);
        Assert.Equal(404, (await visitor.GetAsync("/embed/7", ("Accept", "text/html"))).Status);
        Assert.Contains("frame-ancestors 'none'", (await visitor.GetAsync($"/watch/{shown}", ("Accept", "text/html"))).Header("Content-Security-Policy"));
    }

    [Theory, OnBothEngines]
    public async Task Feeds_walk_their_indexes(Engine engine)
    {
        var site = await SharedSites.On(engine);

        foreach (var (sql, index) in new[]
        {
            (FeedStore.NewestSql, "videos_channel_newest"),
            (FeedStore.VideosSql, "videos_id"),
            (FeedStore.LastVideoSql, "videos_id"),
            (FeedStore.ChannelsSql, engine == Engine.Sqlite ? "sqlite_autoindex_users" : "users_pkey"),
        })
        {
            var plan = await NotificationTests.PlanAsync(site, sql);
            Assert.True(plan.Contains(index) && !plan.Contains("TEMP B-TREE") && !plan.Contains("Sort  ("), plan);
        }
    }
}
