using VideoTube.Data;
using VideoTube.Processing;
using VideoTube.Storage;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Processing;

public sealed class StoppedJobTests
{
    [Theory, OnBothEngines]
    public async Task Deleting_a_video_ends_its_encoding_and_leaves_nothing(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        await lab.StartAsync();
        var video = await lab.UploadAsync(await LongClip());
        await UntilEncodingAsync(lab);

        await lab.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("DELETE FROM videos WHERE id = @video", new { video });
            await lab.Get<JobQueue>().CancelAsync(session, video);
        }, CancellationToken.None);
        await lab.Get<IMediaStore>().DeleteAllAsync(VideoKeys.Folder(video), CancellationToken.None);

        await ProcessingLab.WaitAsync(() => Task.FromResult((lab.CountFfmpeg(), lab.HasWorkFiles)), seen => seen == (0, false));
        await ProcessingLab.WaitAsync(() => Task.FromResult(Directory.Exists(lab.PathOf(VideoKeys.Folder(video).Value))), there => !there);
        Assert.Empty(await lab.JobsAsync(video));
    }

    [Theory, OnBothEngines]
    public async Task A_worker_that_is_asked_to_stop_gives_its_job_back(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine);
        await lab.StartAsync();
        var video = await lab.UploadAsync(await LongClip());
        await UntilEncodingAsync(lab);

        await lab.StopAsync();

        var encode = (await lab.JobsAsync(video))[1];
        Assert.Equal(("encode", "queued", 0), (encode.Kind, encode.State, encode.Attempts));
        Assert.Equal(0, lab.CountFfmpeg());
        Assert.False(Directory.Exists(lab.WorkFolder) && Directory.EnumerateFileSystemEntries(lab.WorkFolder).Any());
    }

    [Fact]
    public async Task A_job_that_another_worker_took_over_is_let_go()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite, HurriedTime.Fortyfold);
        await lab.StartAsync();
        var video = await lab.UploadAsync(await LongClip());
        await UntilEncodingAsync(lab);

        await lab.Database.ExecuteAsync(
            "UPDATE jobs SET lease_owner = 'another-machine:1:1', attempts = 2 WHERE kind = 'encode'", null, CancellationToken.None);

        await ProcessingLab.WaitAsync(() => Task.FromResult((lab.CountFfmpeg(), lab.HasWorkFiles)), seen => seen == (0, false));
        var encode = (await lab.JobsAsync(video))[1];
        Assert.Equal(("running", 2), (encode.State, encode.Attempts));
        Assert.Equal("processing", (await lab.VideoAsync(video)).Status);
    }

    internal static Task<string> LongClip() => Clips.Avi(seconds: 30, size: "480x360");

    internal static Task UntilEncodingAsync(ProcessingLab lab) =>
        ProcessingLab.WaitAsync(() => Task.FromResult(lab.CountFfmpeg() > 0 && HasSegments(lab)), isEncoding => isEncoding);

    private static bool HasSegments(ProcessingLab lab) =>
        Directory.Exists(lab.WorkFolder) && Directory.EnumerateFiles(lab.WorkFolder, "s00000.m4s", SearchOption.AllDirectories).Any();
}
