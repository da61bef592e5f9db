using System.Text;
using VideoTube.Data;
using VideoTube.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Processing;

public sealed class FailedVideoTests
{
    [Theory, OnBothEngines]
    public async Task What_is_no_video_fails_at_once_in_words(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        await lab.StartAsync();
        var text = Path.Combine(lab.DataFolder, "notes.mp4");
        await File.WriteAllTextAsync(text, string.Join('\n', Enumerable.Repeat("Nothing to see.", 200)));

        var video = await lab.UploadAsync(text);
        var end = await lab.WaitForEndAsync(video);

        Assert.Equal(("failed", false, "This is not a video or sound file that VideoTube knows."), (end.Status, end.Playable, end.Failure));
        Assert.Equal(("failed", 1), Assert.Single((await lab.JobsAsync(video)).Select(job => (job.State, job.Attempts))));
        Assert.False(lab.HasWorkFiles);
    }

    [Fact]
    public async Task A_file_that_is_damaged_in_the_middle_fails_in_words_and_leaves_nothing()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite);
        await lab.StartAsync();
        var whole = await File.ReadAllBytesAsync(await Clips.Hevc(seconds: 24, size: "480x360"));
        // From the middle of its data on there are zeroes; the index after them still promises every frame.
        whole.AsSpan((whole.Length / 2)..(whole.AsSpan().LastIndexOf("moov"u8) - 4)).Clear();
        var damaged = Path.Combine(lab.DataFolder, "damaged.mp4");
        await File.WriteAllBytesAsync(damaged, whole);

        var video = await lab.UploadAsync(damaged);
        var end = await lab.WaitForEndAsync(video);

        Assert.Equal(("failed", false), (end.Status, end.Playable));
        Assert.Contains("damaged", end.Failure);
        Assert.DoesNotContain("ffmpeg", end.Failure);
        Assert.Empty(await lab.RenditionsAsync(video));
        await ProcessingLab.WaitAsync(() => Task.FromResult(Directory.Exists(lab.PathOf(VideoKeys.Hls(VideoKeys.Folder(video)).Value))), there => !there);
        Assert.False(lab.HasWorkFiles);
    }

    [Theory, OnBothEngines]
    public async Task A_fault_of_ours_is_tried_again_later(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        await lab.StartAsync();
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var video = await lab.AddVideoAsync(null); // its original is not in the store
        await lab.EnqueueAsync(JobKind.Prepare, video);

        var job = await ProcessingLab.WaitAsync(async () => (await lab.JobsAsync(video))[0], job => job is { State: "queued", Attempts: 1 });

        Assert.InRange(job.RunAt - before, 2_500, 60_000);
        Assert.Equal("processing", (await lab.VideoAsync(video)).Status);
    }

    [Theory]
    [InlineData(Backoff.MaxAttempts - 1)] // the last try fails as the others did
    [InlineData(Backoff.MaxAttempts)]     // the last try killed its process
    public async Task After_the_last_try_a_person_is_told_without_details(int tries)
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite);
        var video = await lab.AddVideoAsync(null);
        await lab.EnqueueAsync(JobKind.Prepare, video);
        await lab.Database.ExecuteAsync("UPDATE jobs SET attempts = @tries", new { tries }, CancellationToken.None);

        await lab.StartAsync();
        var end = await lab.WaitForEndAsync(video);

        Assert.Equal(("failed", false, JobAttempt.OurFault), (end.Status, end.Playable, end.Failure));
    }

    [Theory, OnBothEngines]
    public async Task A_video_whose_copy_plays_stays_ready_when_its_ladder_fails(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine, ("ENCODERS", "0"));
        await lab.StartAsync();
        var video = await lab.UploadAsync(await Clips.H264());
        await ProcessingLab.WaitAsync(() => lab.JobsAsync(video), jobs => jobs.Count == 2);
        var encode = (await lab.Get<JobQueue>().ClaimAsync(JobKind.Encode, CancellationToken.None))!;

        await lab.Get<FailVideo>().RunAsync(encode, "The file is damaged.", CancellationToken.None);

        var end = await lab.VideoAsync(video);
        Assert.Equal(("ready", true, 100, FailVideo.FewerSizes), (end.Status, end.Playable, end.Progress, end.Failure));
        foreach (var rendition in await lab.RenditionsAsync(video))
            Assert.Equal(4, await HlsCheck.PlayAsync(lab, rendition.Playlist), tolerance: 0.1);
    }

    [Fact]
    public async Task A_video_that_only_plays_as_uploaded_has_failed_but_goes_on_playing()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite);
        var video = await lab.AddVideoAsync(await Clips.Silent());
        await lab.Database.ExecuteAsync("UPDATE videos SET original_type = 'video/mp4', playable = TRUE", null, CancellationToken.None);
        await lab.EnqueueAsync(JobKind.Encode, video);
        var encode = (await lab.Get<JobQueue>().ClaimAsync(JobKind.Encode, CancellationToken.None))!;

        await lab.Get<FailVideo>().RunAsync(encode, "Something is wrong.", CancellationToken.None);

        var end = await lab.VideoAsync(video);
        Assert.Equal(("failed", true), (end.Status, end.Playable));
        Assert.Equal($"Something is wrong. {FailVideo.OnlyOriginal}", end.Failure);
    }
}
