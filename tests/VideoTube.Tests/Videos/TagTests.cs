using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Videos;

public sealed class TagTests
{
    [Theory, OnBothEngines]
    public async Task The_tags_that_most_listed_videos_have_come_first(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [
            new Listed("One") { Tags = ["sea", "whales"] }, new Listed("Two") { Tags = ["sea", "season"] },
            new Listed("Draft") { Tags = ["season", "secret"], Published = false }, new Listed("Three") { Tags = ["whales"] },
            new Listed("Four") { Tags = ["sea"] }]);

        Assert.Equal("sea 3, whales 2, season 1", await TagsAsync(site, "tags"));
        Assert.Equal("sea 3, season 1", await TagsAsync(site, "tags?query=SEA"));
        Assert.Equal("sea 3", await TagsAsync(site, "tags?query=%23sea&limit=1"));
        Assert.Equal("", await TagsAsync(site, "tags?query=secret"));
    }

    [Theory, OnBothEngines]
    public async Task Counts_follow_every_change_of_a_video(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [new Listed("One") { Tags = ["a", "b"] }, new Listed("Two") { Tags = ["b", "c"] }]);

        await owner.Client.PatchAsync($"videos/{ids[0]}", new { tags = new[] { "c", "d" } });
        Assert.Equal("c 2, b 1, d 1", await TagsAsync(site, "tags"));
        await owner.Client.PatchAsync($"videos/toggle/publish/{ids[1]}");
        Assert.Equal("c 1, d 1", await TagsAsync(site, "tags"));
        await owner.Client.PatchAsync($"videos/{ids[1]}", new { tags = new[] { "e" } });
        await owner.Client.PatchAsync($"videos/{ids[1]}", new { isPublished = true });
        Assert.Equal("c 1, d 1, e 1", await TagsAsync(site, "tags"));
        await owner.Client.DeleteAsync($"videos/{ids[0]}");
        Assert.Equal("e 1", await TagsAsync(site, "tags"));
    }

    private static async Task<string> TagsAsync(TestSite site, string path)
    {
        using var visitor = site.NewClient();
        var answer = await visitor.GetAsync(path);
        Assert.True(answer.Status == 200, answer.Text);
        return string.Join(", ", answer.Data.AsArray().Select(tag => $"{tag!["tag"]} {tag["videosCount"]}"));
    }
}
