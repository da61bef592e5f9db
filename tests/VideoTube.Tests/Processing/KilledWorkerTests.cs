using System.Diagnostics;
using VideoTube.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Processing;

public sealed class KilledWorkerTests
{
    [Theory, OnBothEngines]
    public async Task A_worker_killed_in_the_middle_is_taken_up_by_the_next_at_once(Engine engine)
    {
        // Not started: the work is done by child processes. Both ways to shut ffmpeg in must take it along when they die.
        await using var lab = await ProcessingLab.NewAsync(engine, ("SANDBOX", engine == Engine.Sqlite ? "bubblewrap" : "limits"));
        var video = await lab.UploadAsync(await StoppedJobTests.LongClip());
        await using (var first = ChildProgram.Start("worker", lab.Environment))
        {
            await StoppedJobTests.UntilEncodingAsync(lab);
            await first.KillAsync();
        }

        Assert.Equal(("running", 1), ((await lab.JobsAsync(video))[1].State, (await lab.JobsAsync(video))[1].Attempts));
        await ProcessingLab.WaitAsync(() => Task.FromResult(lab.CountFfmpeg()), count => count == 0);
        Assert.True(lab.HasWorkFiles);

        await using var second = ChildProgram.Start("worker", lab.Environment);
        var began = TimeProvider.System.GetTimestamp();
        await ProcessingLab.WaitAsync(async () => (await lab.JobsAsync(video))[1].Attempts, attempts => attempts == 2);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < JobQueue.Lease / 2, "The job waited for its lease to run out.");
        var end = await lab.WaitForEndAsync(video);

        Assert.Equal(0, await second.StopAsync());
        Assert.Equal(("ready", 100), (end.Status, end.Progress));
        foreach (var rendition in await lab.RenditionsAsync(video))
            Assert.Equal(30, await HlsCheck.PlayAsync(lab, rendition.Playlist), tolerance: 0.2);
        Assert.Single(Directory.GetDirectories(lab.PathOf(VideoKeys.Hls(VideoKeys.Folder(video)).Value)));
        Assert.Equal(0, lab.CountFfmpeg());
        Assert.Empty(Directory.EnumerateFileSystemEntries(lab.WorkFolder));
    }

    [Fact]
    public async Task A_worker_without_a_sandbox_program_says_what_to_install()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite);
        // Where the sandbox program is a file that cannot run.
        var info = new ProcessStartInfo("bwrap", ["--dev-bind", "/", "/", "--bind", "/dev/null", "/usr/bin/bwrap", "dotnet", ChildProgram.Path, "worker"])
        {
            UseShellExecute = false, RedirectStandardError = true, WorkingDirectory = lab.DataFolder,
        };
        foreach (var (name, value) in lab.Environment)
            info.Environment[name] = value;
        using var worker = Process.Start(info)!;
        var said = await worker.StandardError.ReadToEndAsync();
        await worker.WaitForExitAsync();

        Assert.Equal(1, worker.ExitCode);
        Assert.Contains("SANDBOX=limits", said);
    }
}
