using System.Text.Json.Nodes;
using VideoTube.Data;
using VideoTube.History;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.History;

public sealed class HistoryTests
{
    [Theory, OnBothEngines]
    public async Task It_tells_what_was_watched_newest_first_and_where_one_was(Engine engine)
    {
        var time = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: time.Use);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [new Listed("One"), new Listed("Two"), new Listed("Three")]);
        foreach (var (id, position) in ids.Zip([10.5, 20, 30]))
        {
            await person.WatchAsync(id, position);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await person.WatchAsync(ids[0], 45); // again: to the top
        await site.FlushViewsAsync();

        var page = (await person.Client.GetAsync("users/history?limit=2")).Data;
        Assert.Equal("One 45, Three 30", Watched(page));
        Assert.Equal(3, (long)page["totalDocs"]!);
        Assert.EndsWith("Z", (string)page["docs"]![0]!["watchedAt"]!, StringComparison.Ordinal);
        Assert.Equal(owner.Username, (string?)page["docs"]![0]!["owner"]!["username"]);
        var rest = (await person.Client.GetAsync($"users/history?limit=2&cursor={page["nextCursor"]}")).Data;
        Assert.Equal("Two 20", Watched(rest));
        Assert.Equal(45, (double)(await person.Client.GetAsync($"videos/{ids[0]}")).Data["position"]!);
        Assert.Empty((await owner.Client.GetAsync("users/history")).Data["docs"]!.AsArray());
    }

    [Theory, OnBothEngines]
    public async Task Videos_that_are_no_longer_there_are_left_out(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [new Listed("Kept"), new Listed("Hidden"), new Listed("Deleted")]);
        foreach (var id in ids)
        {
            await person.WatchAsync(id, 5);
            await owner.WatchAsync(id, 5); // one's own are remembered too
        }

        await site.FlushViewsAsync();
        await owner.Client.PatchAsync($"videos/{ids[1]}", new { visibility = "private" });
        await owner.Client.DeleteAsync($"videos/{ids[2]}");

        var page = (await person.Client.GetAsync("users/history")).Data;
        Assert.Equal("Kept 5", Watched(page));
        Assert.Equal(1, (long)page["totalDocs"]!);
        Assert.Equal(2, (await owner.Client.GetAsync("users/history")).Data["docs"]!.AsArray().Count);
    }

    [Theory, OnBothEngines]
    public async Task One_forgets_a_video_or_all(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        using var neighbour = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [new Listed("One"), new Listed("Two"), new Listed("Three")]);
        foreach (var id in ids)
        {
            await person.WatchAsync(id, 5);
            await neighbour.WatchAsync(id, 5);
        }

        // What was reported a moment ago is forgotten as well, written or not.
        Assert.Equal(200, (await person.Client.DeleteAsync($"users/history/{ids[1]}")).Status);
        Assert.Equal(404, (await person.Client.DeleteAsync($"users/history/{ids[1]}")).Status);
        await site.FlushViewsAsync();
        Assert.Equal(2, (await person.Client.GetAsync("users/history")).Data["docs"]!.AsArray().Count);
        await person.WatchAsync(ids[1], 5);
        Assert.Equal(200, (await person.Client.DeleteAsync("users/history")).Status);
        await site.FlushViewsAsync();

        Assert.Empty((await person.Client.GetAsync("users/history")).Data["docs"]!.AsArray());
        Assert.Equal(3, (await neighbour.Client.GetAsync("users/history")).Data["docs"]!.AsArray().Count);
        Assert.Equal(400, (await person.Client.DeleteAsync("users/history/nonsense")).Status);
    }

    [Theory, OnBothEngines]
    public async Task While_it_is_paused_nothing_is_remembered(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [new Listed("Before"), new Listed("Meanwhile"), new Listed("After")]);

        await person.WatchAsync(ids[0], 5);
        Assert.True((bool)(await person.Client.PatchAsync("users/history", new { paused = true })).Data["paused"]!);
        await person.WatchAsync(ids[1], 5);
        await person.WatchAsync(ids[0], 9);
        Assert.True((bool)(await person.Client.GetAsync("users/history/settings")).Data["paused"]!);
        Assert.False((bool)(await person.Client.PatchAsync("users/history", new { paused = false })).Data["paused"]!);
        await person.WatchAsync(ids[2], 5);
        await site.FlushViewsAsync();

        Assert.Equal("After 5, Before 5", Watched((await person.Client.GetAsync("users/history")).Data));
        Assert.Equal(400, (await person.Client.PatchAsync("users/history", new { })).Status);
        Assert.Equal(422, (await person.Client.PatchAsync("users/history", new { paused = "maybe" })).Status);
    }

    [Fact]
    public async Task It_is_for_those_signed_in()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var visitor = site.NewClient();

        foreach (var answer in new[]
        {
            await visitor.GetAsync("users/history"), await visitor.GetAsync("users/history/settings"), await visitor.DeleteAsync("users/history"),
            await visitor.DeleteAsync("users/history/000000000000000000000000"), await visitor.PatchAsync("users/history", new { paused = true }),
        })
            Assert.Equal(401, answer.Status);
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var person = await site.SignUpAsync();
        await site.AddAsync(person, [new Listed("One"), new Listed("Two")]);
        var other = (await person.Client.GetAsync("videos?limit=1")).Data["nextCursor"];

        Assert.Equal(422, (await person.Client.GetAsync($"users/history?cursor={other}")).Status);
        Assert.Equal(422, (await person.Client.GetAsync("users/history?cursor=nonsense")).Status);
    }

    [Theory, OnBothEngines]
    public async Task It_walks_its_index(Engine engine)
    {
        var site = await SharedSites.On(engine);

        foreach (var sql in new[] { HistoryStore.List.First, HistoryStore.List.Following })
            await site.AssertWalksAsync(sql, "watch_history_newest", sortings: 1);
    }

    private static string Watched(JsonNode page) =>
        string.Join(", ", page["docs"]!.AsArray().Select(video => $"{video!["title"]} {video["position"]}"));
}
