using System.Diagnostics;
using System.Text;
using VideoTube.Media.Running;

namespace VideoTube.Media.Tests.Running;

/// <summary>What every runner owes, sandboxed or not.</summary>
public abstract class RunnerConformance(SandboxMode mode) : IDisposable
{
    protected TempFolder Temp { get; } = new();

    protected MediaOptions Options { get; init; } = new() { Sandbox = mode };

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected Task<IMediaRunner> CreateAsync(MediaOptions? options = null) =>
        MediaRunners.CreateAsync(options ?? Options, Ct);

    public void Dispose()
    {
        Temp.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static MediaRun Ffmpeg(string? folder, params string[] arguments) => new()
    {
        Program = MediaProgram.Ffmpeg,
        Arguments = arguments,
        Inputs = [],
        OutputFolder = folder,
        TimeLimit = TimeSpan.FromSeconds(20),
    };

    /// <summary>Work without end, recognisable in the process list by its rate.</summary>
    protected static MediaRun Endless(string mark) =>
        Ffmpeg(null, "-re", "-f", "lavfi", "-i", $"nullsrc=s=16x16:r=25,metadata=add:key={mark}:value=1", "-f", "null", "-");

    protected static bool IsRunning(string mark) =>
        Directory.EnumerateDirectories("/proc").Any(process =>
        {
            try
            {
                return File.ReadAllText(process + "/cmdline").Contains(mark);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        });

    protected static string NewMark() => "m" + Guid.NewGuid().ToString("N");

    protected static async Task UntilAsync(Func<bool> happened)
    {
        for (var tries = 0; !happened(); tries++)
        {
            Assert.True(tries < 200, "It did not happen within ten seconds.");
            await Task.Delay(50, Ct);
        }
    }

    [Fact]
    public async Task A_run_writes_its_output_and_tells_its_cpu_time()
    {
        var runner = await CreateAsync();
        var folder = Temp.NewFolder("out");
        var result = await runner.RunAsync(
            Ffmpeg(folder, "-f", "lavfi", "-i", "testsrc2=s=640x360:d=2", "-c:v", "libx264", "out.mp4"), Ct);
        Assert.True(result.Succeeded, result.ErrorTail);
        Assert.True(new FileInfo(Path.Combine(folder, "out.mp4")).Length > 1000);
        Assert.InRange(result.Cpu!.Value.TotalSeconds, 0.05, 20);
        Assert.DoesNotContain("@times", result.ErrorTail);
    }

    [Fact]
    public async Task An_input_is_read_and_what_ffprobe_says_comes_back()
    {
        var runner = await CreateAsync();
        var path = Temp.Write("input.wav", TestFiles.Wav(seconds: 1));
        var run = Ffmpeg(null, "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", "file:" + path) with
        {
            Program = MediaProgram.Ffprobe,
            Inputs = [path],
        };
        var result = await runner.RunAsync(run, Ct);
        Assert.Equal("1.000000", result.Output.Trim());
        Assert.Equal("", result.ErrorTail);
    }

    [Fact]
    public async Task A_failure_is_returned_with_what_ffmpeg_said()
    {
        var runner = await CreateAsync();
        var result = await runner.RunAsync(Ffmpeg(null, "-i", "file:/no/such/file.mp4", "-f", "null", "-"), Ct);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("No such file", result.ErrorTail);
    }

    [Fact]
    public async Task Progress_is_told_in_media_time()
    {
        var runner = await CreateAsync();
        var seen = new List<TimeSpan>();
        var run = Ffmpeg(null, "-f", "lavfi", "-i", "testsrc2=s=320x180:d=3", "-f", "null", "-") with { OnProgress = seen.Add };
        await runner.RunAsync(run, Ct);
        Assert.Equal(3, seen[^1].TotalSeconds, 0.1);
    }

    [Fact]
    public async Task Input_can_be_fed_while_it_arrives()
    {
        var runner = await CreateAsync();
        var folder = Temp.NewFolder("out");
        var wav = TestFiles.Wav(seconds: 2);
        var run = Ffmpeg(folder, "-f", "wav", "-i", "pipe:0", "-c", "copy", "copy.wav") with
        {
            Feed = async (input, ct) =>
            {
                foreach (var part in wav.Chunk(50_000))
                {
                    await input.WriteAsync(part, ct);
                    await Task.Yield();
                }
            },
        };
        var result = await runner.RunAsync(run, Ct);
        Assert.True(result.Succeeded, result.ErrorTail);
        Assert.InRange(new FileInfo(Path.Combine(folder, "copy.wav")).Length, wav.Length - 100, wav.Length + 200);
    }

    [Fact]
    public async Task A_program_that_stops_reading_its_input_ends_the_run_normally()
    {
        var runner = await CreateAsync();
        var run = Ffmpeg(null, "-version") with
        {
            Feed = async (input, ct) =>
            {
                while (true)
                {
                    await input.WriteAsync(new byte[4096], ct);
                }
            },
        };
        var result = await runner.RunAsync(run, Ct);
        Assert.True(result.Succeeded, result.ErrorTail);
    }

    [Fact]
    public async Task A_source_that_fails_while_feeding_ends_the_run_with_its_error()
    {
        var runner = await CreateAsync();
        var mark = NewMark();
        var run = Endless(mark) with { Feed = (_, _) => throw new FormatException("the source failed") };
        await Assert.ThrowsAsync<FormatException>(() => runner.RunAsync(run, Ct));
        Assert.False(IsRunning(mark));
    }

    [Fact]
    public async Task Endless_work_hits_its_time_limit_and_is_gone()
    {
        var runner = await CreateAsync();
        var mark = NewMark();
        var run = Endless(mark) with { TimeLimit = TimeSpan.FromSeconds(0.7) };
        await Assert.ThrowsAsync<TimeoutException>(() => runner.RunAsync(run, Ct));
        Assert.False(IsRunning(mark));
    }

    [Fact]
    public async Task Cancelled_work_is_gone()
    {
        var runner = await CreateAsync();
        var mark = NewMark();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = runner.RunAsync(Endless(mark), cancel.Token);
        await UntilAsync(() => IsRunning(mark));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(IsRunning(mark));
    }

    [Fact]
    public async Task Whichever_process_of_a_run_is_killed_it_says_so_and_all_of_it_is_gone()
    {
        var runner = await CreateAsync();
        for (var (killed, count) = (0, 1); killed < count; killed++)
        {
            var mark = NewMark();
            var running = runner.RunAsync(Endless(mark), Ct);
            await UntilAsync(() => Processes(mark).Any(IsFfmpeg));
            var processes = Processes(mark).OrderBy(path => int.Parse(Path.GetFileName(path))).ToList();
            count = processes.Count;
            using (var victim = Process.GetProcessById(int.Parse(Path.GetFileName(processes[killed]))))
                victim.Kill();
            Assert.True((await running).WasKilled);
            await UntilAsync(() => !IsRunning(mark));
        }
    }

    [Fact]
    public async Task What_a_program_leaves_running_ends_with_it()
    {
        var mark = NewMark();
        var program = Temp.Write("ffmpeg", Encoding.UTF8.GetBytes($"#!/bin/sh\ncase \"$*\" in *-version) exit 0;; esac\nsh -c 'sleep 600; : {mark}' &\n"));
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        var runner = await CreateAsync(Options with { FfmpegPath = program });
        var result = await runner.RunAsync(Ffmpeg(null), Ct);
        Assert.True(result.Succeeded, result.ErrorTail);
        await UntilAsync(() => !IsRunning(mark));
    }

    [Fact]
    public async Task A_run_whose_program_is_dead_is_found_and_ended()
    {
        var (mark, other) = (NewMark(), NewMark());
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var lost = (await CreateAsync(Options with { Owner = mark })).RunAsync(Endless(mark), Ct);
        var kept = (await CreateAsync(Options with { Owner = other })).RunAsync(Endless(other), cancel.Token);
        await UntilAsync(() => Processes(mark).Any(IsFfmpeg) && Processes(other).Any(IsFfmpeg));
        Assert.NotEqual(0, LostRuns.End(owner => owner == mark));
        Assert.True((await lost).WasKilled);
        Assert.False(kept.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kept);
    }

    [Fact]
    public async Task A_run_outlives_the_thread_that_asked_for_it()
    {
        var runner = await CreateAsync();
        var running = new TaskCompletionSource<Task<MediaRunResult>>();
        var asking = new Thread(() => running.SetResult(runner.RunAsync(
            Ffmpeg(null, "-re", "-f", "lavfi", "-i", "nullsrc=s=16x16:d=1", "-f", "null", "-"), CancellationToken.None)));
        asking.Start();
        asking.Join();
        var result = await await running.Task;
        Assert.True(result.Succeeded, result.ErrorTail);
    }

    [Fact]
    public async Task Background_work_runs_at_the_lowest_priority()
    {
        var runner = await CreateAsync();
        var mark = NewMark();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = runner.RunAsync(Endless(mark) with { InBackground = true }, cancel.Token);
        await UntilAsync(() => Niceness(mark) == 19);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Work_beyond_the_file_size_limit_is_stopped()
    {
        var runner = await CreateAsync(Options with { Limits = new() { FileSize = 100_000 } });
        var folder = Temp.NewFolder("out");
        var result = await runner.RunAsync(
            Ffmpeg(folder, "-f", "lavfi", "-i", "nullsrc=s=320x180:d=2", "-f", "rawvideo", "big.raw"), Ct);
        Assert.False(result.Succeeded);
        Assert.InRange(new FileInfo(Path.Combine(folder, "big.raw")).Length, 0, 100_000);
    }

    [Fact]
    public async Task Work_beyond_the_processor_limit_is_stopped()
    {
        var runner = await CreateAsync(Options with { Limits = new() { CpuTime = TimeSpan.FromSeconds(1) } });
        var run = Ffmpeg(null, "-f", "lavfi", "-i", "testsrc2=s=1280x720", "-f", "null", "-") with { TimeLimit = TimeSpan.FromMinutes(5) };
        Assert.False((await runner.RunAsync(run, Ct)).Succeeded);
    }

    [Fact]
    public async Task Work_beyond_the_memory_limit_is_stopped()
    {
        var runner = await CreateAsync(Options with { Limits = new() { AddressSpace = 1L << 30 } });
        var result = await runner.RunAsync(
            Ffmpeg(null, "-f", "lavfi", "-i", "nullsrc=s=16000x16000:d=1", "-vf", "format=rgba64", "-f", "null", "-"), Ct);
        Assert.False(result.Succeeded);
        Assert.Contains("Cannot allocate memory", result.ErrorTail);
    }

    [Fact]
    public async Task Our_secrets_are_not_in_its_environment()
    {
        Environment.SetEnvironmentVariable("ACCESS_TOKEN_SECRET", "not for children");
        var runner = await CreateAsync();
        var mark = NewMark();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = runner.RunAsync(Endless(mark), cancel.Token);
        await UntilAsync(() => IsRunning(mark));
        Assert.All(Processes(mark), process =>
            Assert.DoesNotContain("ACCESS_TOKEN_SECRET", File.ReadAllText(process + "/environ")));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task More_output_than_allowed_ends_the_run()
    {
        var runner = await CreateAsync(Options with { Limits = new() { MaxOutput = 2000 } });
        var run = Ffmpeg(null, "-f", "lavfi", "-i", "nullsrc=s=320x180", "-f", "rawvideo", "pipe:1");
        await Assert.ThrowsAsync<InvalidDataException>(() => runner.RunAsync(run, Ct));
    }

    [Fact]
    public async Task Relative_paths_are_a_programming_error()
    {
        var runner = await CreateAsync();
        var run = Ffmpeg(null) with { Inputs = ["/tmp/../etc/shadow"] };
        await Assert.ThrowsAsync<ArgumentException>(() => runner.RunAsync(run, Ct));
    }

    protected static IEnumerable<string> Processes(string mark) =>
        Directory.EnumerateDirectories("/proc").Where(process =>
            char.IsAsciiDigit(Path.GetFileName(process)[0]) && ReadOrEmpty(process + "/cmdline").Contains(mark)).ToList();

    private static bool IsFfmpeg(string process) => ReadOrEmpty(process + "/stat").Contains("(ffmpeg)");

    private static long? Niceness(string mark) => Processes(mark)
        .Select(process => ReadOrEmpty(process + "/stat"))
        .Where(stat => stat.Contains("(ffmpeg)"))
        .Select(stat => (long?)long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16]))
        .FirstOrDefault();

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
