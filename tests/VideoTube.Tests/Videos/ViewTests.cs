using Microsoft.Extensions.DependencyInjection;
using VideoTube.Data;
using VideoTube.Tests.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Videos;

public sealed class ViewTests
{
    [Theory, OnBothEngines]
    public async Task A_view_counts_once_after_thirty_seconds_and_again_a_day_later(Engine engine)
    {
        var (site, time) = await StartAsync(engine);
        await using var _ = site;
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Watched") { Duration = 600 });
        var viewer = new Viewer(site, id);

        await viewer.ReportAsync(0);
        time.Advance(TimeSpan.FromSeconds(20));
        await viewer.ReportAsync(20);
        Assert.Equal(0, await ViewsAsync(site, id));
        time.Advance(TimeSpan.FromSeconds(10));
        await viewer.ReportAsync(10);
        Assert.Equal(1, await ViewsAsync(site, id));
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await viewer.ReportAsync(60);
        }

        Assert.Equal(1, await ViewsAsync(site, id));
        time.Advance(TimeSpan.FromHours(24));
        await viewer.ReportAsync(0);
        time.Advance(TimeSpan.FromMinutes(1));
        await viewer.ReportAsync(60);
        Assert.Equal(2, await ViewsAsync(site, id));
    }

    [Theory, OnBothEngines]
    public async Task Half_of_a_short_video_is_enough(Engine engine)
    {
        var (site, time) = await StartAsync(engine);
        await using var _ = site;
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Short") { Duration = 8 });
        var viewer = new Viewer(site, id);

        await viewer.ReportAsync(0);
        time.Advance(TimeSpan.FromSeconds(4));
        await viewer.ReportAsync(4);

        Assert.Equal(1, await ViewsAsync(site, id));
    }

    [Theory, OnBothEngines]
    public async Task Nobody_watches_faster_than_time_passes(Engine engine)
    {
        var (site, time) = await StartAsync(engine);
        await using var _ = site;
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Boosted") { Duration = 600 });
        var bot = new Viewer(site, id);

        await bot.ReportAsync(3600);
        for (var i = 0; i < 10; i++)
            await bot.ReportAsync(3600);
        time.Advance(TimeSpan.FromSeconds(14));
        await bot.ReportAsync(3600); // 28 seconds at double speed
        for (var i = 0; i < 10; i++)
            await new Viewer(site, id).ReportAsync(3600); // each new, none known for long

        Assert.Equal(0, await ViewsAsync(site, id));
    }

    [Theory, OnBothEngines]
    public async Task Reports_at_the_same_time_count_once_a_viewer(Engine engine)
    {
        var (site, time) = await StartAsync(engine);
        await using var _ = site;
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Popular") { Duration = 600 });
        var viewers = Enumerable.Range(0, 64).Select(i => new Viewer(site, id, $"198.51.100.{i}")).ToList();
        await Task.WhenAll(viewers.Select(viewer => viewer.ReportAsync(0)));
        time.Advance(TimeSpan.FromSeconds(40));

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => viewers[0].ReportAsync(40)));
        Assert.Equal(1, await ViewsAsync(site, id));

        await Task.WhenAll(viewers.Select(viewer => viewer.ReportAsync(40)));
        Assert.Equal(64, await ViewsAsync(site, id));
    }

    [Theory, OnBothEngines]
    public async Task A_person_counts_once_on_all_their_devices_and_the_owner_not_at_all(Engine engine)
    {
        var (site, time) = await StartAsync(engine);
        await using var _ = site;
        using var owner = await site.SignUpAsync();
        using var person = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Known") { Duration = 600 });

        for (var i = 0; i < 4; i++)
        {
            foreach (var client in new[] { owner.Client, person.Client })
                Assert.Equal(204, (await client.PostAsync($"videos/{id}/views", new { position = 0, watched = 30 })).Status);
            time.Advance(TimeSpan.FromSeconds(40));
        }

        Assert.Equal(1, await ViewsAsync(site, id));
        Assert.Equal($"{person.Id}", (await RowsAsync(site, id)).Single());
    }

    [Theory, OnBothEngines]
    public async Task One_address_brings_twenty_new_viewers_an_hour_and_the_rest_are_not_kept(Engine engine)
    {
        var (site, time) = await StartAsync(engine);
        await using var _ = site;
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Boosted") { Duration = 600 });
        var other = await site.AddAsync(owner, new Listed("Another") { Duration = 600 });
        // Of IPv6 a whole network is one address.
        var bots = Enumerable.Range(0, 30).Select(i => new Viewer(site, id, $"2001:db8:0:1::{i + 1:x}")).ToList();
        var neighbour = new Viewer(site, id, "2001:db8:0:2::1");

        for (var i = 0; i < 2; i++)
        {
            foreach (var viewer in (Viewer[])[.. bots, neighbour])
                await viewer.ReportAsync(40);
            Assert.Equal(21, (await RowsAsync(site, id)).Count);
            time.Advance(TimeSpan.FromSeconds(40));
        }

        Assert.Equal(21, await ViewsAsync(site, id));
        await new Viewer(site, other, "2001:db8:0:1::1").ReportAsync(0);
        Assert.Single(await RowsAsync(site, other));
        time.Advance(TimeSpan.FromHours(1));
        foreach (var bot in bots)
            await bot.ReportAsync(0);
        Assert.Equal(31, (await RowsAsync(site, id)).Count);
    }

    [Theory, OnBothEngines]
    public async Task What_was_not_reported_for_a_day_is_forgotten(Engine engine)
    {
        var (site, time) = await StartAsync(engine);
        await using var _ = site;
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Watched") { Duration = 600 });
        var (early, late) = (new Viewer(site, id), new Viewer(site, id));
        await early.ReportAsync(0);
        time.Advance(TimeSpan.FromSeconds(40));
        await early.ReportAsync(40);
        time.Advance(TimeSpan.FromHours(23));
        await late.ReportAsync(0);
        await site.FlushViewsAsync();
        Assert.Equal(0, await ((ISweep)site.Get<ViewStore>()).RunAsync(CancellationToken.None));

        time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(1, await ((ISweep)site.Get<ViewStore>()).RunAsync(CancellationToken.None));
        Assert.Single(await RowsAsync(site, id));
        Assert.Equal(1, await ViewsAsync(site, id));
    }

    [Fact]
    public async Task Old_reports_are_swept_every_hour()
    {
        // An hour of waiting is a tenth of a second.
        var time = new HurriedTime(36_000);
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" },
            builder => builder.Services.AddSingleton<TimeProvider>(time));
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Watched") { Duration = 600 });
        await new Viewer(site, id).ReportAsync(0);
        await site.FlushViewsAsync();
        await site.Get<Database>().ExecuteAsync("UPDATE views SET reported_at = reported_at - 90000000", null, CancellationToken.None);

        for (var wait = 0; (await RowsAsync(site, id)).Count > 0 && wait < 500; wait++)
            await Task.Delay(10);

        Assert.Empty(await RowsAsync(site, id));
    }

    [Fact]
    public async Task The_visitors_cookie_is_the_servers_alone_and_is_not_kept()
    {
        var (site, _) = await StartAsync(Engine.Sqlite);
        await using var __ = site;
        using var owner = await site.SignUpAsync();
        var id = await site.AddAsync(owner, new Listed("Private matter"));
        using var visitor = site.NewClient();

        var cookie = (await visitor.PostAsync($"videos/{id}/views", new { position = 0, watched = 0 })).Cookie("visitor")!;

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain((await RowsAsync(site, id)).Single(), cookie);
    }

    [Fact]
    public async Task Views_of_what_is_not_there_or_is_no_number_are_refused()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var hidden = await site.AddAsync(owner, new Listed("Hidden") { Published = false });
        var shown = await site.AddAsync(owner, new Listed("Shown"));

        Assert.Equal(404, (await visitor.PostAsync($"videos/{hidden}/views", new { position = 0, watched = 0 })).Status);
        Assert.Equal(404, (await visitor.PostAsync("videos/000000000000000000000000/views", new { position = 0, watched = 0 })).Status);
        Assert.Equal(400, (await visitor.PostAsync("videos/nonsense/views", new { position = 0, watched = 0 })).Status);
        Assert.Equal(422, (await visitor.PostAsync($"videos/{shown}/views", new { position = 0, watched = -1 })).Status);
        Assert.Equal(422, (await visitor.PostAsync($"videos/{shown}/views", new { position = "x", watched = 1 })).Status);
    }

    private static async Task<(TestSite Site, TestClock Time)> StartAsync(Engine engine)
    {
        var time = new TestClock();
        return (await TestSite.StartAsync(engine, customize: time.Use), time);
    }

    private static async Task<long> ViewsAsync(TestSite site, Id id)
    {
        await site.FlushViewsAsync();
        using var client = site.NewClient();
        return (long)(await client.GetAsync($"videos/{id}")).Data["views"]!;
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(TestSite site, Id id)
    {
        await site.FlushViewsAsync();
        await using var read = await site.Get<Database>().ReadAsync(CancellationToken.None);
        return await read.ListAsync<string>("SELECT viewer FROM views WHERE video_id = @id", new { id });
    }
}
