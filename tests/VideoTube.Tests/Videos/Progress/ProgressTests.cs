using VideoTube.Data;
using VideoTube.Processing;
using VideoTube.Tests.Notifications;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;

namespace VideoTube.Tests.Videos.Progress;

public sealed class ProgressTests
{
    [Theory, OnBothEngines]
    public async Task Each_step_of_a_video_is_told_until_it_is_ready(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        var sent = await owner.Client.UploadAsync(await Clips.Avi(), ("title", "On its way"));
        using var heard = await Streamed.OpenAsync(site, sent.Data, owner);

        var events = await heard.ReadToEndAsync();

        var last = events[^1];
        Assert.Equal(("ready", 100, true), ((string)last["status"]!, (int)last["progress"]!, (bool)last["playable"]!));
        Assert.NotEmpty(last["renditions"]!.AsArray());
        Assert.Equal(events.Select(told => (int)told["progress"]!), events.Select(told => (int)told["progress"]!).Order());
        Assert.All(events, told => Assert.Contains((string?)told["step"], new[] { "waiting", "preparing", "encoding", null }));
        Assert.True(events.Count >= 2, "Nothing was told on the way.");
    }

    [Theory, OnBothEngines]
    public async Task A_change_is_told_at_once_and_only_to_those_who_watch_that_video(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var one = await site.AddAsync(owner, new Listed("One") { Status = "processing" });
        var other = await site.AddAsync(owner, new Listed("Other") { Status = "processing" });
        using var heard = await Streamed.OpenAsync(site, one);
        using var unheard = await Streamed.OpenAsync(site, other);
        Assert.Equal(0, (int)(await heard.NextAsync())["progress"]!);

        await site.WriteAsync(session => site.Get<ProcessingStore>().SetProgressAsync(session, one, 42));

        Assert.Equal(42, (int)(await heard.NextAsync())["progress"]!);
        await site.WriteAsync(session => site.Get<ProcessingStore>().SetFailedAsync(session, one, "It is no film."));
        var last = await heard.NextAsync();
        Assert.Equal("failed", (string)last["status"]!);
        Assert.Null(last["failure"]); // a visitor
        Assert.Empty(await heard.ReadToEndAsync());
        Assert.Equal(0, (int)(await unheard.NextAsync())["progress"]!);
    }

    [Fact]
    public async Task The_owner_is_told_why_it_failed_and_one_who_comes_back_is_told_to_stay_away()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Broken") { Status = "processing" });
        await site.WriteAsync(session => site.Get<ProcessingStore>().SetFailedAsync(session, video, "It is no film."));
        using var heard = await Streamed.OpenAsync(site, video, owner);

        Assert.Equal("It is no film.", (string?)(await heard.NextAsync())["failure"]);
        Assert.Empty(await heard.ReadToEndAsync());
        Assert.Equal(204, (await owner.Client.GetAsync($"videos/{video}/events", ("Last-Event-ID", heard.LastId))).Status);
    }

    [Fact]
    public async Task What_may_not_be_seen_is_not_told_and_the_telling_ends_with_the_right()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var video = await site.AddAsync(owner, new Listed("Shown for now") { Status = "processing" });
        var members = await site.AddAsync(owner, new Listed("Members") { Status = "processing", Visibility = "members" });
        using var heard = await Streamed.OpenAsync(site, video);
        await heard.NextAsync();

        await owner.Client.PatchAsync($"videos/{video}", new { visibility = "private" });

        Assert.Empty(await heard.ReadToEndAsync());
        Assert.Equal(404, (await visitor.GetAsync($"videos/{video}/events")).Status);
        Assert.Equal(402, (await visitor.GetAsync($"videos/{members}/events")).Status);
        Assert.Equal(404, (await visitor.GetAsync($"videos/{Id.New(TimeProvider.System)}/events")).Status);
    }
}
