using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Videos;

public sealed class RelatedTests
{
    [Theory, OnBothEngines]
    public async Task Shared_tags_come_before_title_words_before_the_channel_before_the_rest(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var subject = await site.AddAsync(owner, new Listed("Diving with orcas") { Tags = ["sea", "whales"] });
        await site.AddAsync(other, [
            new Listed("Cooking rice"), new Listed("Knots") { Tags = ["sea", "whales"] }, new Listed("Diving with a friend"),
            new Listed("Boats") { Tags = ["sea", "boats", "wood", "harbour"] }, new Listed("Hidden") { Tags = ["sea", "whales"], Visibility = "unlisted" }]);
        await site.AddAsync(owner, new Listed("Holidays"));

        var titles = await TitlesAsync(site, $"videos/{subject}/related");

        Assert.Equal(["Knots", "Diving with a friend", "Boats", "Holidays", "Cooking rice"], titles);
    }

    [Theory, OnBothEngines]
    public async Task What_is_popular_fills_up_and_pages_hold_each_once(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        // A tag and a word that all have, and times that repeat.
        var ids = await site.AddAsync(owner, [.. Enumerable.Range(0, 40).Select(i => new Listed($"Video number {i}") { Tags = ["video"], Views = i * 10 })]);

        var all = await TitlesAsync(site, $"videos/{ids[7]}/related?limit=100");
        var paged = new List<string>();
        for (var page = 1; page <= 6; page++)
            paged.AddRange(await TitlesAsync(site, $"videos/{ids[7]}/related?limit=7&page={page}"));
        var walked = new List<string>();
        using var visitor = site.NewClient();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await visitor.GetAsync($"videos/{ids[7]}/related?limit=7&cursor={cursor}")).Data;
            walked.AddRange(page["docs"]!.AsArray().Select(video => (string)video!["title"]!));
            cursor = (string?)page["nextCursor"];
        }

        Assert.Equal(39, all.Distinct().Count());
        Assert.DoesNotContain("Video number 7", all);
        Assert.Equal(all, paged);
        Assert.Equal(all, walked);
    }

    [Theory, OnBothEngines]
    public async Task A_changed_title_is_related_by_its_new_words(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var subject = await site.AddAsync(owner, new Listed("Volcanoes"));
        var ids = await site.AddAsync(other, [new Listed("Volcanoes of Iceland"), new Listed("Something else")]);

        await other.Client.PatchAsync($"videos/{ids[0]}", new { title = "Cheese" });
        await other.Client.PatchAsync($"videos/{ids[1]}", new { title = "More volcanoes" });

        Assert.Equal("More volcanoes", (await TitlesAsync(site, $"videos/{subject}/related"))[0]);
    }

    [Theory, OnBothEngines]
    public async Task Of_what_is_not_there_nothing_is_related(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var hidden = await site.AddAsync(owner, new Listed("Hidden") { Published = false });
        var deleted = await site.AddAsync(owner, new Listed("Deleted"));
        await owner.Client.DeleteAsync($"videos/{deleted}");

        Assert.Equal(200, (await owner.Client.GetAsync($"videos/{hidden}/related")).Status);
        Assert.Equal(404, (await visitor.GetAsync($"videos/{hidden}/related")).Status);
        Assert.Equal(404, (await visitor.GetAsync("videos/000000000000000000000000/related")).Status);
        Assert.Equal(410, (await visitor.GetAsync($"videos/{deleted}/related")).Status);
        Assert.Equal(400, (await visitor.GetAsync("videos/nonsense/related")).Status);
        Assert.Equal(422, (await owner.Client.GetAsync($"videos/{hidden}/related?cursor=nonsense")).Status);
    }

    private static async Task<List<string>> TitlesAsync(TestSite site, string path)
    {
        using var visitor = site.NewClient();
        var answer = await visitor.GetAsync(path);
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Data["docs"]!.AsArray().Select(video => (string)video!["title"]!)];
    }
}
