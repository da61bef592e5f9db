using VideoTube.Data;
using VideoTube.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Processing;

/// <summary>What a process left that was killed right behind its last commit goes with the last job of the video.</summary>
public sealed class UnusedMediaTests
{
    [Theory, OnBothEngines]
    public async Task The_last_job_removes_what_killed_tries_left_and_nothing_else(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        await lab.StartAsync();
        var video = await lab.UploadAsync(await Clips.Avi());
        await lab.WaitForEndAsync(video);
        var named = lab.FilesOf(VideoKeys.Hls(VideoKeys.Folder(video)));
        var run = Path.GetFileName(Assert.Single(Directory.GetDirectories(lab.PathOf(VideoKeys.Hls(VideoKeys.Folder(video)).Value))));
        var earlier = Id.New(TimeProvider.System);
        Leave(lab, $"{VideoKeys.Hls(VideoKeys.Folder(video))}/{earlier}/240p/s00000.m4s");
        Leave(lab, $"{VideoKeys.Hls(VideoKeys.Folder(video))}/{run}/240p/{earlier}-s00007.m4s");
        Leave(lab, $"{VideoKeys.Storyboard(VideoKeys.Folder(video))}/{earlier}/sheet-000.jpg");
        var ofOneThatBeginsLater = Leave(lab, $"{VideoKeys.Hls(VideoKeys.Folder(video))}/ffffffffffffffffffffffff/240p/s00000.m4s");

        await lab.EnqueueAsync(JobKind.Storyboard, video);
        await lab.WaitForEndAsync(video);

        Assert.Equal(named.Append(ofOneThatBeginsLater).Order(), lab.FilesOf(VideoKeys.Hls(VideoKeys.Folder(video))).Order());
        Assert.Equal(["sheet-000.jpg", "storyboard.vtt"], lab.FilesOf(VideoKeys.Storyboard(VideoKeys.Folder(video))).Select(Path.GetFileName).Order());
    }

    [Theory, OnBothEngines]
    public async Task While_others_work_on_the_video_nothing_is_removed(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        await lab.StartAsync();
        var video = await lab.UploadAsync(await Clips.Avi());
        await lab.WaitForEndAsync(video);
        var ofAnother = Leave(lab, $"{VideoKeys.Hls(VideoKeys.Folder(video))}/{Id.New(TimeProvider.System)}/240p/s00000.m4s");
        await lab.Database.WriteAsync(async session =>
        {
            await lab.Get<JobQueue>().EnqueueAsync(session, JobKind.EncodeWhole, video);
            await session.ExecuteAsync(
                "UPDATE jobs SET state = 'running', attempts = 1, lease_owner = 'another-machine:1:1', lease_until = @later WHERE kind = 'encodewhole'",
                new { later = TimeProvider.System.GetUtcNow().AddHours(1) });
        }, CancellationToken.None);

        await lab.EnqueueAsync(JobKind.Storyboard, video);
        await ProcessingLab.WaitAsync(() => lab.JobsAsync(video), jobs => jobs.Count(job => job is { Kind: "storyboard", State: "done" }) == 2);

        Assert.True(File.Exists(ofAnother));
    }

    private static string Leave(ProcessingLab lab, string key)
    {
        var path = lab.PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "left behind");
        return path;
    }
}
