using System.Text;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;

namespace VideoTube.Tests.Videos;

public sealed class TrimVideoTests
{
    private const string Captions = "WEBVTT\n\n00:00.000 --> 00:01.000\nGone\n\n00:03.500 --> 00:05.000\nCut\n\n00:06.000 --> 00:07.000\nKept\n\n00:09.000 --> 00:09.500\nGone too\n";

    [Theory, OnBothEngines]
    public async Task A_part_of_a_video_takes_its_place_and_chapters_and_captions_move_along(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        // A key frame every two seconds.
        var id = await ReplaceVideoTests.ReadyAsync(owner, await Clips.H264(seconds: 10));
        Assert.Equal(200, (await owner.Client.PatchAsync($"videos/{id}", new
        {
            chapters = new object[] { new { start = 0, title = "One" }, new { start = 3, title = "Two" }, new { start = 6.5, title = "Three" }, new { start = 9, title = "Four" } },
        })).Status);
        using (var sent = new StringContent(Captions, Encoding.UTF8, "text/vtt"))
            Assert.Equal(201, (await owner.Client.SendAsync(HttpMethod.Put, $"videos/{id}/captions/en", sent)).Status);

        var said = (string)(await owner.Client.GetAsync($"videos/{id}")).Data["captions"]![0]!["src"]!;

        var begun = await owner.Client.PostAsync($"videos/{id}/trim", new { start = 4.3, end = 8.5 });

        Assert.Equal((202, "trim", 4.3, 8.5), (begun.Status, (string?)begun.Data["replacement"]!["kind"], (double)begun.Data["replacement"]!["start"]!, (double)begun.Data["replacement"]!["end"]!));
        var after = await ReplaceVideoTests.SettledAsync(owner.Client, id);
        // The key frame before 4.3 s begins it.
        Assert.InRange((double)after["duration"]!, 4.3, 4.8);
        Assert.InRange(await ReplaceVideoTests.PlayedLengthAsync(owner.Client, after), 4.3, 4.8);
        Assert.Equal([("Two", 0.0), ("Three", 2.5)], after["chapters"]!.AsArray().Select(chapter => ((string)chapter!["title"]!, Math.Round((double)chapter["start"]!, 1))));
        var moved = await owner.Client.UntilAsync(id, video => (string)video["captions"]![0]!["src"]! != said);
        var text = (await owner.Client.GetAsync((string)moved["captions"]![0]!["src"]!)).Text;
        Assert.DoesNotContain("Gone", text);
        Assert.Contains("00:00:00.000 --> 00:00:01.000\nCut", text);
        Assert.Contains("00:00:02.000 --> 00:00:03.000\nKept", text);
        await ReplaceVideoTests.PartAsync(site);
        Assert.Empty((await ChildProgram.RunAsync(site.Environment, ["admin", "storage", "check", "--json"])).Done().Objects);
        Assert.Empty(site.TemporaryFiles());
    }

    [Fact]
    public async Task Where_no_key_frame_is_near_it_is_cut_to_the_frame()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var sparse = await Clips.Make("sparse.mp4", $"{Clips.Picture(8, "320x240")} {Clips.Sound(8)} -c:v libx264 -g 500 -pix_fmt yuv420p -c:a aac");
        var id = await ReplaceVideoTests.ReadyAsync(owner, sparse);

        Assert.Equal(202, (await owner.Client.PostAsync($"videos/{id}/trim", new { start = 3.2 })).Status);
        var after = await ReplaceVideoTests.SettledAsync(owner.Client, id);

        Assert.InRange((double)after["duration"]!, 4.75, 4.9);
    }

    [Fact]
    public async Task Sound_alone_is_cut_too()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = (string)(await owner.Client.UploadAsync(await Clips.M4a(seconds: 6))).Data["_id"]!;
        await owner.Client.UntilAsync(id, video => (string?)video["status"] == "ready");

        Assert.Equal(202, (await owner.Client.PostAsync($"videos/{id}/trim", new { start = 1, end = 4 })).Status);
        var after = await owner.Client.UntilAsync(id, video => video["replacement"] is null);

        Assert.InRange((double)after["duration"]!, 2.9, 3.2);
    }

    [Fact]
    public async Task A_part_that_cannot_be_read_whole_takes_no_place()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var id = (string)(await owner.Client.UploadAsync(await ReplaceVideoTests.DamagedAsync(site))).Data["_id"]!;
        for (var asked = 0; (string?)(await owner.Client.GetAsync($"videos/{id}")).Data["status"] != "failed"; asked++)
        {
            Assert.True(asked < 1200);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(202, (await owner.Client.PostAsync($"videos/{id}/trim", new { start = 2, end = 22 })).Status);

        for (var asked = 0; ; asked++)
        {
            var video = (await owner.Client.GetAsync($"videos/{id}")).Data;
            if ((string?)video["replacement"]?["status"] == "failed")
                break;
            Assert.True(asked < 1200 && video["replacement"] is not null, $"{video}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task What_would_cut_nothing_or_leave_nothing_is_refused()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var other = await site.SignUpAsync();
        var id = (string)(await owner.Client.UploadAsync(await Clips.Silent(seconds: 4))).Data["_id"]!;
        await owner.Client.UntilAsync(id, video => (string?)video["status"] == "ready");

        foreach (var part in new object[] { new { start = 3.5 }, new { start = 2, end = 1 }, new { }, new { start = 0, end = 99 }, new { start = -1 }, new { start = "soon" } })
            Assert.Equal(422, (await owner.Client.PostAsync($"videos/{id}/trim", part)).Status);
        Assert.Equal(403, (await other.Client.PostAsync($"videos/{id}/trim", new { start = 1 })).Status);
        Assert.Equal(0, await site.CountAsync("replacements"));
        var imported = await site.AddAsync(owner, new Listed("Imported") { Status = "failed" });
        var refused = await owner.Client.PostAsync($"videos/{imported}/trim", new { start = 1 });
        Assert.Equal((409, "video.no_file"), (refused.Status, refused.Code));
    }
}
