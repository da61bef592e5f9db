using System.Diagnostics;
using VideoTube.Configuration;
using VideoTube.Processing;
using VideoTube.Tests.Testing;
using VideoTube.Videos;

namespace VideoTube.Tests.Processing;

public sealed class KilledWorkerTests
{
    [Theory, OnBothEngines]
    public async Task A_worker_killed_in_the_middle_is_taken_up_by_the_next_at_once(Engine engine)
    {
        await using var lab = await ProcessingLab.NewAsync(engine); // not started: the work is done by child processes
        var video = await lab.UploadAsync(await StoppedJobTests.LongClip());
        using (var first = StartWorker(lab))
        {
            await StoppedJobTests.UntilEncodingAsync(lab);
            first.Kill();
            await first.WaitForExitAsync();
        }

        Assert.Equal(("running", 1), ((await lab.JobsAsync(video))[1].State, (await lab.JobsAsync(video))[1].Attempts));
        await ProcessingLab.WaitAsync(() => Task.FromResult(lab.CountFfmpeg()), count => count == 0);
        Assert.True(lab.HasWorkFiles);

        using var second = StartWorker(lab);
        var began = TimeProvider.System.GetTimestamp();
        await ProcessingLab.WaitAsync(async () => (await lab.JobsAsync(video))[1].Attempts, attempts => attempts == 2);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < JobQueue.Lease / 2, "The job waited for its lease to run out.");
        var end = await lab.WaitForEndAsync(video);
        using (var stop = Process.Start("kill", ["-TERM", $"{second.Id}"]))
            await stop.WaitForExitAsync();
        await second.WaitForExitAsync();

        Assert.Equal(0, second.ExitCode);
        Assert.Equal(("ready", 100), (end.Status, end.Progress));
        foreach (var rendition in await lab.RenditionsAsync(video))
            Assert.Equal(60, await HlsCheck.PlayAsync(lab, rendition.Playlist), tolerance: 0.2);
        Assert.Single(Directory.GetDirectories(lab.PathOf(VideoKeys.HlsFolder(video).Value)));
        Assert.Equal(0, lab.CountFfmpeg());
        Assert.Empty(Directory.EnumerateFileSystemEntries(lab.WorkFolder));
    }

    [Fact]
    public async Task A_worker_without_a_sandbox_program_says_what_to_install()
    {
        await using var lab = await ProcessingLab.NewAsync(Engine.Sqlite);
        // In a root where /usr/bin/bwrap is an empty folder's worth of nothing.
        using var worker = Process.Start(Started("bwrap", [
            "--dev-bind", "/", "/", "--bind", "/dev/null", "/usr/bin/bwrap", "dotnet", ProgramPath, "worker"], lab))!;
        var said = await worker.StandardError.ReadToEndAsync();
        await worker.WaitForExitAsync();

        Assert.Equal(1, worker.ExitCode);
        Assert.Contains("SANDBOX=limits", said);
    }

    private static string ProgramPath => typeof(Settings).Assembly.Location;

    private static Process StartWorker(ProcessingLab lab)
    {
        var worker = Process.Start(Started("dotnet", [ProgramPath, "worker"], lab))!;
        // Nobody reads what it says; a full pipe must not stop it.
        worker.BeginOutputReadLine();
        worker.BeginErrorReadLine();
        return worker;
    }

    private static ProcessStartInfo Started(string program, string[] arguments, ProcessingLab lab)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = lab.DataFolder,
        };
        foreach (var (name, value) in lab.Environment)
            info.Environment[name] = value;
        return info;
    }
}
