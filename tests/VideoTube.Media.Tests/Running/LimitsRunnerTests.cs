using VideoTube.Media.Running;

namespace VideoTube.Media.Tests.Running;

public sealed class LimitsRunnerTests() : RunnerConformance(SandboxMode.Limits)
{
    [Fact]
    public async Task Root_hands_the_work_to_nobody_and_owns_the_results()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can change users.");
        var runner = await CreateAsync();
        var mark = NewMark();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var folder = Temp.NewFolder("out");
        var running = runner.RunAsync(Endless(mark) with { OutputFolder = folder }, cancel.Token);
        await UntilAsync(() => Processes(mark).Any(p => File.ReadAllText(p + "/status").Contains("Uid:\t65534\t65534")
            && File.ReadAllText(p + "/comm") == "ffmpeg\n"));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        File.WriteAllText(Path.Combine(folder, "mine"), "again");
    }

    [Fact]
    public async Task Files_that_only_root_may_read_are_worked_on_without_capabilities()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can change users.");
        var runner = await CreateAsync();
        var path = Temp.Write("private.wav", TestFiles.Wav(seconds: 1));
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        var result = await runner.RunAsync(
            Ffmpeg(null, "-i", "file:" + path, "-f", "null", "-") with { Inputs = [path] }, Ct);
        Assert.True(result.Succeeded, result.ErrorTail);
    }
}
