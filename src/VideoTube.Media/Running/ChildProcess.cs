using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;

namespace VideoTube.Media.Running;

/// <summary>One child process from start to end: its output is read, its time is bounded, nothing of it stays behind.</summary>
internal static class ChildProcess
{
    /// <summary>Reading what is left in a pipe takes a hundredth of this on a busy machine.</summary>
    private static readonly TimeSpan RestLimit = TimeSpan.FromSeconds(2);

    /// <param name="command">Program and arguments, the wrappers included.</param>
    /// <param name="run">What was asked for: time limit, progress, input.</param>
    public static async Task<MediaRunResult> RunAsync(
        IReadOnlyList<string> command, MediaRun run, MediaOptions options, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var timeLimit = new CancellationTokenSource(run.TimeLimit);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, timeLimit.Token);
        using var process = await ProcessStarter.StartAsync(StartInfo(command, run, options.Owner));
        try
        {
            return await FollowAsync(process, run, options.Limits.MaxOutput, stop.Token);
        }
        catch (OperationCanceledException stopped) when (timeLimit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{run.Program} was stopped after {run.TimeLimit.TotalSeconds:0.#} s.", stopped);
        }
    }

    private static ProcessStartInfo StartInfo(IReadOnlyList<string> command, MediaRun run, string owner)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = run.OutputFolder ?? "/",
        };
        // Secrets travel in environments: the child gets none of ours.
        info.Environment.Clear();
        foreach (var (name, value) in MediaCommand.Environment)
        {
            info.Environment[name] = value;
        }

        info.Environment[LostRuns.Variable] = owner;

        return info;
    }

    private static async Task<MediaRunResult> FollowAsync(
        Process process, MediaRun run, int maxOutput, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var output = run.OnProgress is { } report
            ? ProgressReader.ReadAsync(process.StandardOutput, report)
            : OutputReader.ReadAllAsync(process.StandardOutput, maxOutput);
        var errors = OutputReader.ReadTailAsync(process.StandardError.BaseStream);
        var feed = FeedAsync(process, run.Feed, ended.Token);
        var rests = EndRestsAsync(process, Task.WhenAll(output, errors), stop);
        try
        {
            // Each as it comes: a reader or feeder that fails ends the run at once.
            var reading = 2;
            await foreach (var done in Task.WhenEach(output, errors, feed, rests).WithCancellation(stop))
            {
                await done;
                if ((done == output || done == errors) && --reading == 0)
                {
                    await ended.CancelAsync();
                }
            }

            var (tail, cpu) = MediaCommand.SplitCpuTime(await errors);
            return new MediaRunResult(process.ExitCode, await output, tail, cpu);
        }
        finally
        {
            await EndAsync(process);
            await ended.CancelAsync();
            await EndRestsAsync(process, Task.WhenAll(output, errors), CancellationToken.None);
            await Task.WhenAll(feed, rests).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// The pipes close when the last process of the run is gone, within moments of the first one's end. What holds them longer
    /// has outlived the run.
    /// </summary>
    private static async Task EndRestsAsync(Process process, Task reading, CancellationToken stop)
    {
        await process.WaitForExitAsync(stop);
        if (await EndsAsync(reading))
        {
            return;
        }

        PipeWriters.Kill(process.StandardOutput.BaseStream);
        PipeWriters.Kill(process.StandardError.BaseStream);
        await EndsAsync(reading);
    }

    private static async Task<bool> EndsAsync(Task reading) => await Task.WhenAny(reading, Task.Delay(RestLimit)) == reading;

    private static async Task FeedAsync(
        Process process, Func<Stream, CancellationToken, Task>? feed, CancellationToken ct)
    {
        try
        {
            await using var input = process.StandardInput.BaseStream;
            if (feed is not null)
            {
                await feed(input, ct);
            }
        }
        catch (Exception stopped) when (
            IsClosedPipe(stopped) || (stopped is OperationCanceledException && ct.IsCancellationRequested))
        {
            // The program had enough, or failed; its exit code tells which. It may still be on its way out.
        }
    }

    /// <summary>EPIPE: the reading end was closed.</summary>
    private static bool IsClosedPipe(Exception failure) =>
        failure is IOException { InnerException: SocketException { SocketErrorCode: SocketError.Shutdown } }
            or IOException { HResult: 32 };

    private static async Task EndAsync(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in between.
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }
}
