using VideoTube.Dashboard;
using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Dashboard;

public sealed class DashboardTests
{
    [Theory, OnBothEngines]
    public async Task Stats_tell_what_the_channel_has_now(Engine engine)
    {
        var time = new TestClock();
        await using var site = await TestSite.StartAsync(engine, new() { ["ACCESS_TOKEN_EXPIRY"] = "30d" }, time.Use);
        using var owner = await site.SignUpAsync();
        using var fan = await site.SignUpAsync();
        Assert.Equal("0 videos, 0 views, 0 s, 0 subscribers, 0 likes, 0 comments", await StatsAsync(owner));

        var ids = await site.AddAsync(owner, [new Listed("One") { Views = 5 }, new Listed("Two"), new Listed("Draft") { Published = false }]);
        await site.AddAsync(fan, new Listed("Of somebody else") { Views = 99 });
        await fan.WatchAsync(ids[1], time);
        await site.FlushViewsAsync();
        await LikeAsync(site, fan, ids[0]);
        await CommentAsync(site, fan, ids[0]);
        await SubscribeAsync(site, fan, owner);
        Assert.Equal("3 videos, 6 views, 30 s, 1 subscribers, 1 likes, 1 comments", await StatsAsync(owner));

        await owner.Client.DeleteAsync($"videos/{ids[0]}");
        Assert.Equal("2 videos, 1 views, 30 s, 1 subscribers, 0 likes, 0 comments", await StatsAsync(owner));
    }

    [Theory, OnBothEngines]
    public async Task The_series_has_a_point_for_each_day_oldest_first(Engine engine)
    {
        var time = new TestClock();
        await using var site = await TestSite.StartAsync(engine, new() { ["ACCESS_TOKEN_EXPIRY"] = "30d" }, time.Use);
        using var owner = await site.SignUpAsync();
        using var fan = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Watched") { Duration = 600 });
        time.Advance(TimeSpan.FromHours(36) - time.GetUtcNow().TimeOfDay); // noon

        await fan.WatchAsync(id, time);
        await SubscribeAsync(site, fan, owner);
        time.Advance(TimeSpan.FromDays(2));
        await fan.WatchAsync(id, time);
        await LikeAsync(site, fan, id);
        await CommentAsync(site, fan, id);
        await site.FlushViewsAsync();

        var days = (await owner.Client.GetAsync("dashboard/series?days=4")).Data.AsArray();
        Assert.Equal(["0 0 0 0 0", "1 30 1 0 0", "0 0 0 0 0", "1 30 0 1 1"], days.Select(day =>
            $"{day!["views"]} {Math.Round((double)day["watchTime"]!)} {day["subscribers"]} {day["likes"]} {day["comments"]}"));
        Assert.Equal(time.GetUtcNow().ToString("yyyy-MM-dd"), (string?)days[3]!["date"]);
        Assert.Equal(time.GetUtcNow().AddDays(-3).ToString("yyyy-MM-dd"), (string?)days[0]!["date"]);
        Assert.Equal(28, (await owner.Client.GetAsync("dashboard/series")).Data.AsArray().Count);
        Assert.Equal(365, (await owner.Client.GetAsync("dashboard/series?days=365")).Data.AsArray().Count);
        Assert.All((await fan.Client.GetAsync("dashboard/series?days=1")).Data.AsArray(), day => Assert.Equal(0, (long)day!["views"]!));
    }

    [Theory, OnBothEngines]
    public async Task Its_videos_are_ones_own_drafts_and_failed_ones_too(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        await site.AddAsync(owner, [
            new Listed("Shown") { Views = 3 }, new Listed("Draft") { Published = false, Views = 2 },
            new Listed("Failed") { Status = "failed", Playable = false, Views = 1 }, new Listed("Private") { Visibility = "private" }]);
        await site.AddAsync(other, new Listed("Of somebody else"));

        var titles = await TitlesAsync(owner, "dashboard/videos?sortBy=views");

        Assert.Equal(["Shown", "Draft", "Failed", "Private"], titles);
        Assert.Equal(["Draft"], await TitlesAsync(owner, "dashboard/videos?query=draft"));
        // Not through the client that holds what is asked against the document: there is no such parameter.
        var asked = await owner.Client.Http.GetStringAsync($"/api/v1/dashboard/videos?userId={other.Id}", TestContext.Current.CancellationToken);
        Assert.Contains("Draft", asked);
        Assert.DoesNotContain("Of somebody else", asked);
    }

    [Fact]
    public async Task What_it_is_asked_wrongly_it_refuses()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();

        foreach (var path in new[] { "dashboard/stats", "dashboard/videos", "dashboard/series" })
            Assert.Equal(401, (await visitor.GetAsync(path)).Status);
        foreach (var days in new[] { "0", "366", "-1", "many", "1.5" })
            Assert.Equal(422, (await owner.Client.GetAsync($"dashboard/series?days={days}")).Status);
        Assert.Equal(422, (await owner.Client.GetAsync("dashboard/videos?sortBy=size")).Status);
    }

    [Theory, OnBothEngines]
    public async Task It_walks_its_indexes(Engine engine)
    {
        var site = await SharedSites.On(engine);

        await site.AssertWalksAsync(DashboardStore.StatsSql, engine == Engine.Sqlite ? "sqlite_autoindex_channel_sums_1" : "channel_sums_pkey");
        await site.AssertWalksAsync(DashboardStore.DaysSql, engine == Engine.Sqlite ? "sqlite_autoindex_channel_days_1" : "channel_days_pkey");
    }

    private static async Task<string> StatsAsync(Member owner)
    {
        var stats = (await owner.Client.GetAsync("dashboard/stats")).Data;
        return $"{stats["totalVideos"]} videos, {stats["totalViews"]} views, {Math.Round((double)stats["totalWatchTime"]!)} s, "
            + $"{stats["totalSubscribers"]} subscribers, {stats["totalLikes"]} likes, {stats["totalComments"]} comments";
    }

    private static async Task<List<string>> TitlesAsync(Member member, string path) =>
        [.. (await member.Client.GetAsync(path)).Data["docs"]!.AsArray().Select(video => (string)video!["title"]!)];

    private static Task LikeAsync(TestSite site, Member fan, Id video) => InsertAsync(site,
        "INSERT INTO video_likes (id, user_id, video_id, created_at) VALUES (@id, @fan, @other, @now)", fan, video);

    private static Task CommentAsync(TestSite site, Member fan, Id video) => InsertAsync(site,
        "INSERT INTO comments (id, video_id, author_id, content, created_at, updated_at) VALUES (@id, @other, @fan, 'Nice', @now, @now)", fan, video);

    private static Task SubscribeAsync(TestSite site, Member fan, Member channel) => InsertAsync(site,
        "INSERT INTO subscriptions (id, subscriber_id, channel_id, created_at) VALUES (@id, @fan, @other, @now)", fan, channel.Id);

    private static Task InsertAsync(TestSite site, string sql, Member fan, Id other)
    {
        var time = site.Get<TimeProvider>();
        return site.Get<Database>().ExecuteAsync(sql, new { id = Id.New(time), fan = fan.Id, other, now = time.GetUtcNow() }, CancellationToken.None);
    }
}
