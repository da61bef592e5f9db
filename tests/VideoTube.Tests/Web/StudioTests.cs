using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Web;

/// <summary>The page about one's channel, as a browser without scripts has it.</summary>
public sealed class StudioTests
{
    [Theory, OnBothEngines]
    public async Task It_lists_all_of_ones_videos_and_how_they_stand(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [
            new Listed("Shown <to> all") { Views = 1234 }, new Listed("A draft") { Published = false }, new Listed("Not any more") { Status = "failed", Playable = false },
            new Listed("On its way") { Status = "processing" }, new Listed("By link") { Visibility = "unlisted" }]);
        await site.AddAsync(other, new Listed("Of somebody else"));
        await site.Get<Database>().ExecuteAsync("UPDATE videos SET progress = 42 WHERE id = @id", new { id = ids[3] }, CancellationToken.None);
        await site.Get<Database>().ExecuteAsync("UPDATE videos SET failure = 'The file ends too early.' WHERE id = @id", new { id = ids[2] }, CancellationToken.None);

        var page = await ReadAsync(owner, "/studio");

        Assert.Contains("Shown &lt;to&gt; all", page);
        Assert.Contains("title=\"1,234 views\"", page);
        Assert.Contains("Not published", page);
        Assert.Contains("Everyone with the link", page);
        Assert.Contains("Could not be prepared.</b> The file ends too early.", page);
        Assert.Contains("Preparing 42 %", page);
        Assert.Contains($"data-live=\"{ids[3]}\"", page);
        Assert.DoesNotContain("Of somebody else", page);
        Assert.All(ids, id => Assert.Contains($"/studio/videos/{id}\"", page));
        var found = await ReadAsync(owner, "/studio?query=draft");
        Assert.Contains("A draft", found);
        Assert.DoesNotContain("By link", found);
        Assert.Contains("Nothing found", await ReadAsync(owner, "/studio?query=zebra"));
        var byViews = await ReadAsync(owner, "/studio?sortBy=views");
        Assert.True(byViews.IndexOf("Shown &lt;to&gt; all", StringComparison.Ordinal) < byViews.IndexOf("By link", StringComparison.Ordinal));
    }

    [Theory, OnBothEngines]
    public async Task It_goes_on_by_a_link_in_the_same_order(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [.. Enumerable.Range(0, 25).Select(i => new Listed($"Number {i:00}.") { Views = i })]);

        foreach (var (order, last, first) in new[] { ("", "Number 24.", "Number 00."), ("?sortBy=views", "Number 24.", "Number 00.") })
        {
            var page = await ReadAsync(owner, $"/studio{order}");
            var more = await ReadAsync(owner, page.Split("data-more href=\"")[1].Split('"')[0].Replace("&amp;", "&"));
            Assert.Contains(last, page);
            Assert.DoesNotContain(first, page);
            Assert.Contains(first, more);
            Assert.DoesNotContain(last, more);
            Assert.DoesNotContain("data-more", more);
        }

        Assert.Equal(422, (await owner.Client.GetAsync("/studio?cursor=nonsense", ("Accept", "text/html"))).Status);
    }

    [Theory, OnBothEngines]
    public async Task It_tells_what_the_channel_gained_against_the_four_weeks_before(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        var today = site.Get<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds() / 86_400_000;
        foreach (var (ago, views, watched, subscribers) in new[] { (0, 30, 3600, 2), (27, 30, 3600, 0), (28, 40, 0, 4), (55, 10, 0, 0), (56, 999, 0, 0) })
            await site.Get<Database>().ExecuteAsync(
                "INSERT INTO channel_days (channel_id, day, views, watched, subscribers) VALUES (@channel, @day, @views, @watched, @subscribers)",
                new { channel = owner.Id, day = today - ago, views, watched = (double)watched, subscribers }, CancellationToken.None);

        var page = await ReadAsync(owner, "/studio");

        Assert.Contains("<b class=\"numbers\">60</b>", page);
        Assert.Contains("20 % above the 28 days before", page);
        Assert.Contains("<b class=\"numbers\">2 hours</b>", page);
        Assert.Contains("None in the 28 days before", page);
        Assert.Contains("50 % below the 28 days before", page);
        Assert.Contains("aria-label=\"Views by day.", page);
        Assert.Contains("aria-label=\"Watch time by day.", await ReadAsync(owner, "/studio?show=time"));
        Assert.Contains("aria-label=\"New subscribers by day.", await ReadAsync(owner, "/studio?show=subscribers"));
        Assert.Contains("aria-label=\"Views by day.", await ReadAsync(owner, "/studio?show=nonsense"));
    }

    private static async Task<string> ReadAsync(Member who, string path)
    {
        var answer = await who.Client.GetAsync(path, ("Accept", "text/html"));
        Assert.True(answer.Status == 200, $"{path}: {answer.Status}");
        return answer.Text;
    }
}
