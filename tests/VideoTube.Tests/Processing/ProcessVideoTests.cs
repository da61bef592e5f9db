using VideoTube.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Processing;

public sealed class ProcessVideoTests
{
    [Theory, OnBothEngines]
    public async Task A_phone_clip_plays_by_its_original_and_a_copy_and_gets_smaller_sizes(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        await lab.StartAsync();

        var video = await lab.UploadAsync(await Clips.H264());
        var end = await lab.WaitForEndAsync(video);

        Assert.Equal(("ready", true, 100, null), (end.Status, end.Playable, end.Progress, end.Failure));
        Assert.Equal(("video/mp4", 640, 360), (end.OriginalType, end.Width, end.Height));
        Assert.Equal(4, end.Duration, tolerance: 0.1);
        Assert.True(File.Exists(lab.PathOf(end.Poster!)));
        var renditions = await lab.RenditionsAsync(video);
        Assert.Equal([("360p", true, 640), ("240p", false, 426), ("audio", true, 0)], renditions.Select(r => (r.Name, r.IsCopy, r.Width)));
        foreach (var rendition in renditions)
        {
            Assert.True(rendition.Complete);
            Assert.Equal(4, await HlsCheck.PlayAsync(lab, rendition.Playlist), tolerance: 0.1);
        }

        Assert.Equal([("prepare", "done"), ("encode", "done"), ("storyboard", "done")], (await lab.JobsAsync(video)).Select(job => (job.Kind, job.State)));
        Assert.False(lab.HasWorkFiles);
    }

    [Fact]
    public async Task What_can_be_copied_plays_while_no_encoder_is_free()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite, ("ENCODERS", "0"));
        await lab.StartAsync();

        var video = await lab.UploadAsync(await Clips.Make("copy.mkv",
            $"{Clips.Picture(4, "320x240")} {Clips.Copyable}"));
        await ProcessingLab.WaitAsync(() => lab.JobsAsync(video), jobs => jobs.Count == 2 || jobs[0].State == "failed");

        var row = await lab.VideoAsync(video);
        Assert.True(row.Playable);
        Assert.Null(row.OriginalType);
        var copy = Assert.Single(await lab.RenditionsAsync(video));
        Assert.Equal(("240p", true, true), (copy.Name, copy.IsCopy, copy.Complete));
        Assert.Equal(4, await HlsCheck.PlayAsync(lab, copy.Playlist), tolerance: 0.1);
    }

    [Fact]
    public async Task What_no_browser_plays_can_be_watched_while_it_is_encoded()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite, HurriedTime.Fortyfold);
        await lab.StartAsync();

        var video = await lab.UploadAsync(await Clips.Hevc(seconds: 24, size: "480x360"));
        var growing = await ProcessingLab.WaitAsync(() => lab.RenditionsAsync(video), rows => rows.Count > 0);
        var meanwhile = await lab.VideoAsync(video);

        Assert.Equal(["360p", "240p", "audio"], growing.Select(r => r.Name));
        Assert.All(growing, rendition => Assert.False(rendition.Complete));
        Assert.Equal(("processing", true), (meanwhile.Status, meanwhile.Playable));
        foreach (var rendition in growing)
        {
            var early = lab.ReadMedia(rendition.Playlist);
            Assert.Contains("#EXT-X-PLAYLIST-TYPE:EVENT\n", early);
            Assert.DoesNotContain("#EXT-X-ENDLIST", early);
            foreach (var name in early.Split('\n').Where(line => line.EndsWith(".m4s")))
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(lab.PathOf(rendition.Playlist))!, name)));
        }

        var targets = growing.Select(r => Target(lab.ReadMedia(r.Playlist))).ToList();
        Assert.Equal("ready", (await lab.WaitForEndAsync(video)).Status);
        var complete = await lab.RenditionsAsync(video);
        Assert.Equal(growing.Select(r => (r.Name, r.Playlist)), complete.Select(r => (r.Name, r.Playlist)));
        foreach (var rendition in complete)
            Assert.Equal(24, await HlsCheck.PlayAsync(lab, rendition.Playlist), tolerance: 0.2);
        Assert.Equal(targets, complete.Select(r => Target(lab.ReadMedia(r.Playlist))));
        Assert.False(lab.HasWorkFiles);
    }

    [Fact]
    public async Task Sound_alone_is_a_video_too()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite);
        await lab.StartAsync();

        var copied = await lab.UploadAsync(await Clips.M4a());
        var encoded = await lab.UploadAsync(await Clips.Mp3());

        foreach (var (video, isCopy) in new[] { (copied, true), (encoded, false) })
        {
            var end = await lab.WaitForEndAsync(video);
            Assert.Equal(("ready", true, null), (end.Status, end.Playable, end.Width));
            Assert.True(File.Exists(lab.PathOf(end.Poster!)));
            Assert.False(Directory.Exists(lab.PathOf(VideoKeys.Storyboard(VideoKeys.Folder(video)).Value)));
            var audio = Assert.Single(await lab.RenditionsAsync(video));
            Assert.Equal(("audio", isCopy, true), (audio.Name, audio.IsCopy, audio.Complete));
            Assert.Equal(3, await HlsCheck.PlayAsync(lab, audio.Playlist), tolerance: 0.2);
        }
    }

    [Fact]
    public async Task The_poster_of_its_owner_is_kept()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite);
        var video = await lab.AddVideoAsync(await Clips.Silent());
        var own = VideoKeys.Folder(video) / "poster-own.jpg";
        await lab.Database.ExecuteAsync("UPDATE videos SET poster = @own WHERE id = @video", new { own = own.Value, video }, CancellationToken.None);
        await lab.EnqueueAsync(JobKind.Prepare, video);

        await lab.StartAsync();

        Assert.Equal(own.Value, (await lab.WaitForEndAsync(video)).Poster);
        Assert.DoesNotContain(Directory.EnumerateFiles(lab.PathOf(VideoKeys.Folder(video).Value)), file => file.EndsWith(".jpg"));
        Assert.NotEmpty(lab.FilesOf(VideoKeys.Folder(video) / "posters"));
    }

    private static string Target(string playlist) => playlist.Split('\n').Single(line => line.StartsWith("#EXT-X-TARGETDURATION:"));
}
