using VideoTube.Media.Captions;
using VideoTube.Processing;
using VideoTube.Tests.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Videos;

namespace VideoTube.Tests.Playback;

public sealed class StoryboardTests
{
    [Theory, OnBothEngines]
    public async Task A_ready_video_has_small_pictures_to_move_through_it_by(Engine engine)
    {
        await using var site = await TestSite.StartAsync(engine);
        using var owner = await site.SignUpAsync();
        using var visitor = site.NewClient();
        var id = (string)(await owner.Client.UploadAsync(await Clips.H264(seconds: 7))).Data["_id"]!;

        var address = (string)(await owner.Client.UntilAsync(id, video => video["storyboard"] is not null))["storyboard"]!;
        var track = await visitor.GetAsync(address);

        Assert.Equal((200, "text/vtt; charset=utf-8"), (track.Status, track.Header("Content-Type")));
        var cues = track.Text.Split("\n\n")[1..];
        Assert.Equal(4, cues.Length);
        Assert.Equal("00:00:02.000 --> 00:00:04.000\nsheet-000.jpg#xywh=160,0,160,90", cues[1]);
        Assert.Equal(4, WebVtt.Read(track.Text).Cues.Count);
        var sheet = await visitor.GetAsync(address.Replace("storyboard.vtt", "sheet-000.jpg"));
        Assert.Equal((200, "image/jpeg", "public, max-age=31536000, immutable"), (sheet.Status, sheet.Header("Content-Type"), sheet.Header("Cache-Control")));
        Assert.Equal([0xFF, 0xD8, 0xFF], sheet.Bytes[..3]);
        Assert.Equal(address, (string?)(await visitor.GetAsync("videos")).Data["docs"]![0]!["storyboard"]);
    }

    [Theory, OnBothEngines]
    public async Task A_new_one_takes_the_place_of_the_old_and_its_files_go(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        await lab.StartAsync();
        var video = await lab.UploadAsync(await Clips.Avi());
        await lab.WaitForEndAsync(video);
        var before = lab.FilesOf(VideoKeys.Storyboard(VideoKeys.Folder(video)));
        Assert.Equal(["sheet-000.jpg", "storyboard.vtt"], before.Select(Path.GetFileName).Order());

        await lab.EnqueueAsync(JobKind.Storyboard, video);
        await lab.WaitForEndAsync(video);

        var after = lab.FilesOf(VideoKeys.Storyboard(VideoKeys.Folder(video)));
        Assert.Equal(["sheet-000.jpg", "storyboard.vtt"], after.Select(Path.GetFileName).Order());
        Assert.Empty(before.Intersect(after));
    }

    [Fact]
    public async Task A_storyboard_that_cannot_be_made_leaves_the_video_as_it_is()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite, ("ENCODERS", "0"));
        var video = await lab.AddVideoAsync(await Clips.Silent());
        await lab.Database.ExecuteAsync("UPDATE videos SET status = 'ready', playable = TRUE", null, CancellationToken.None);
        await lab.EnqueueAsync(JobKind.Storyboard, video);
        var job = (await lab.Get<JobQueue>().ClaimAsync(JobKind.Storyboard, CancellationToken.None))!;

        await lab.Get<FailVideo>().RunAsync(job, "Something is wrong.", CancellationToken.None);

        var end = await lab.VideoAsync(video);
        Assert.Equal(("ready", true, null), (end.Status, end.Playable, end.Failure));
    }
}
