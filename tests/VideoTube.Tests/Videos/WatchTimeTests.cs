using VideoTube.Data;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Videos;

namespace VideoTube.Tests.Videos;

public sealed class WatchTimeTests
{
    [Theory, OnBothEngines]
    public async Task What_is_watched_adds_up_also_after_the_view_counted(Engine engine)
    {
        var time = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: time.Use);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Watched") { Duration = 600 });

        await person.WatchAsync(id, time);
        time.Advance(TimeSpan.FromSeconds(10));
        await person.WatchAsync(id, 40, 10);
        time.Advance(TimeSpan.FromSeconds(10));
        await person.WatchAsync(id, 50, 3600); // at most double speed
        await owner.WatchAsync(id, time);
        await site.FlushViewsAsync();

        var stats = (await owner.Client.GetAsync("dashboard/stats")).Data;
        Assert.Equal(1, (long)stats["totalViews"]!);
        Assert.InRange((double)stats["totalWatchTime"]!, 60, 61);
    }

    [Theory, OnBothEngines]
    public async Task Sixty_four_people_at_once_are_counted_exactly_whenever_it_is_written(Engine engine)
    {
        var time = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: time.Use);
        using var owner = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [new Listed("One") { Duration = 600 }, new Listed("Two") { Duration = 600 }]);
        var people = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => site.SignUpAsync()));

        await Task.WhenAll(people.SelectMany(person => ids.Select(id => person.WatchAsync(id, 0))));
        time.Advance(TimeSpan.FromSeconds(40));
        await Task.WhenAll(people.SelectMany((person, i) => ids.Select(async id =>
        {
            await person.WatchAsync(id, 40, 40);
            if (i % 8 == 0)
                await site.FlushViewsAsync();
            await person.WatchAsync(id, 40, 40);
        })));
        await site.FlushViewsAsync();

        foreach (var id in ids)
            Assert.Equal(64, (long)(await owner.Client.GetAsync($"videos/{id}")).Data["views"]!);
        Assert.Equal(128, (long)(await owner.Client.GetAsync("dashboard/stats")).Data["totalViews"]!);
        Assert.Equal(128, (await owner.Client.GetAsync("dashboard/series?days=2")).Data.AsArray().Sum(day => (long)day!["views"]!));
    }

    [Theory, OnBothEngines]
    public async Task Two_processes_count_a_viewer_once(Engine engine)
    {
        var time = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: time.Use);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Watched") { Duration = 600 });
        // Each with a memory of its own, as two machines have.
        var other = new GatheredViews(site.Get<Database>(), site.Get<ViewStore>(), site.Get<VideoStore>(), time);
        async Task BothAsync(double watched)
        {
            foreach (var process in new[] { site.Get<GatheredViews>(), other })
                Assert.Null(await process.ReportAsync(id, person.Id, $"{person.Id}", "", new ReportView(0, watched), CancellationToken.None));
        }

        await BothAsync(0);
        time.Advance(TimeSpan.FromSeconds(31));
        await BothAsync(31);
        await Task.WhenAll(site.FlushViewsAsync(), other.FlushAsync(CancellationToken.None));

        var stats = (await owner.Client.GetAsync("dashboard/stats")).Data;
        Assert.Equal(1, (long)stats["totalViews"]!);
        Assert.InRange((double)stats["totalWatchTime"]!, 31, 32);
    }

    [Theory, OnBothEngines]
    public async Task A_video_deleted_before_it_is_written_takes_its_views_along(Engine engine)
    {
        var site = await SharedSites.On(engine);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var ids = await site.AddAsync(owner, [new Listed("Deleted"), new Listed("Kept")]);
        foreach (var id in ids)
            await person.WatchAsync(id, 5);

        await owner.Client.DeleteAsync($"videos/{ids[0]}");
        await site.FlushViewsAsync();

        var docs = (await person.Client.GetAsync("users/history")).Data["docs"]!.AsArray();
        Assert.Equal($"{ids[1]}", (string)Assert.Single(docs)!["_id"]!);
    }

    [Theory, OnBothEngines]
    public async Task What_cannot_be_written_now_is_kept_and_counted_once(Engine engine)
    {
        var time = new TestClock();
        await using var site = await TestSite.StartAsync(engine, customize: time.Use);
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Watched") { Duration = 600 });
        Task RenameAsync(string from, string to) => site.Get<Database>().ExecuteAsync($"ALTER TABLE {from} RENAME TO {to}", null, CancellationToken.None);

        await RenameAsync("channel_days", "elsewhere");
        await person.WatchAsync(id, 0);
        time.Advance(TimeSpan.FromSeconds(31));
        await person.WatchAsync(id, 31, 31);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(site.FlushViewsAsync);
        await RenameAsync("elsewhere", "channel_days");
        await site.FlushViewsAsync();
        await site.FlushViewsAsync();

        var stats = (await owner.Client.GetAsync("dashboard/stats")).Data;
        Assert.Equal("1 31", $"{stats["totalViews"]} {Math.Floor((double)stats["totalWatchTime"]!)}");
    }

    /// <summary>What somebody watched a second before a kill -9 is there afterwards.</summary>
    [Fact]
    public async Task Killed_it_loses_a_second_at_most()
    {
        await using var lab = new KillLab();
        await lab.StartAsync();
        var sent = (await lab.UploadAsync(await Clips.H264(seconds: 30, size: "320x240")))!;
        await lab.UntilReadyAsync(sent);
        var told = new List<(long At, double Position)>();
        var time = TimeProvider.System;
        var began = time.GetTimestamp();

        await KillLab.UntilAsync(async () =>
        {
            var position = told.Count / 100.0;
            Assert.Equal(204, (await lab.Client.PostAsync($"videos/{sent.Id}/views", new { position, watched = 0 })).Status);
            told.Add((time.GetTimestamp(), position));
            return time.GetElapsedTime(began) > TimeSpan.FromSeconds(3);
        });
        var killed = time.GetTimestamp();
        await lab.KillAsync();
        await lab.StartAsync();

        var kept = (double)(await lab.Client.GetAsync($"videos/{sent.Id}")).Data["position"]!;
        Assert.InRange(kept, told.Last(report => time.GetElapsedTime(report.At, killed) > TimeSpan.FromSeconds(1)).Position, told[^1].Position);
        await lab.StopAsync();
    }
}
