using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Videos;

public sealed class TrendTests
{
    private static readonly DateTimeOffset Today = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Views_of_two_days_ago_are_worth_half()
    {
        var twoThen = Trend.Add(Trend.Add(0, Today.AddDays(-2)), Today.AddDays(-2));
        var oneNow = Trend.Add(0, Today);

        Assert.Equal(oneNow, twoThen, precision: 9);
        Assert.True(Trend.Add(oneNow, Today) > Trend.Add(twoThen, Today.AddDays(-2)));
    }

    [Fact]
    public void The_order_in_which_views_are_written_does_not_matter()
    {
        var forth = Trend.Add(Trend.Add(0, Today.AddDays(-30)), Today);
        var back = Trend.Add(Trend.Add(0, Today), Today.AddDays(-30));

        Assert.Equal(forth, back, precision: 9);
    }

    [Fact]
    public void A_million_views_still_move_it()
    {
        var trend = 0.0;
        for (var i = 0; i < 1_000_000; i++)
            trend = Trend.Add(trend, Today);

        Assert.Equal(Trend.Add(0, Today) + Math.Log2(1_000_000), trend, precision: 3);
        Assert.True(Trend.Add(trend, Today) > trend);
    }

    [Theory, OnBothEngines]
    public async Task What_is_watched_now_is_before_what_was_watched_more_last_week(Engine engine)
    {
        var time = new TestClock();
        await using var site = await TestSite.StartAsync(engine, new() { ["ACCESS_TOKEN_EXPIRY"] = "30d" }, time.Use);
        using var owner = await site.SignUpAsync();
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => site.SignUpAsync()));
        var ids = await site.AddAsync(owner, [
            new Listed("Last week"), new Listed("Now"), new Listed("Twice now"), new Listed("Never"), new Listed("Hidden") { Visibility = "unlisted" }]);

        foreach (var person in people)
            await person.WatchAsync(ids[0], time);
        time.Advance(TimeSpan.FromDays(7));
        await people[0].WatchAsync(ids[1], time);
        await people[0].WatchAsync(ids[2], time);
        await people[1].WatchAsync(ids[2], time);
        await people[2].WatchAsync(ids[4], time);
        await site.FlushViewsAsync();

        using var visitor = site.NewClient();
        var first = (await visitor.GetAsync("videos/trending?limit=2")).Data;
        var second = (await visitor.GetAsync($"videos/trending?limit=2&cursor={first["nextCursor"]}")).Data;
        Assert.Equal(["Twice now", "Now", "Last week", "Never"],
            first["docs"]!.AsArray().Concat(second["docs"]!.AsArray()).Select(video => (string?)video!["title"]));
        Assert.Equal(4, (long)first["totalDocs"]!);
        Assert.Null(second["nextCursor"]);
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        await site.AddAsync(owner, [new Listed("One"), new Listed("Two")]);
        using var visitor = site.NewClient();
        var other = (await visitor.GetAsync("videos?limit=1")).Data["nextCursor"];

        Assert.Equal(422, (await visitor.GetAsync($"videos/trending?cursor={other}")).Status);
        Assert.Equal(422, (await visitor.GetAsync("videos/trending?page=100000")).Status);
        Assert.Equal(422, (await visitor.GetAsync("videos?sortBy=trend")).Status);
    }
}
