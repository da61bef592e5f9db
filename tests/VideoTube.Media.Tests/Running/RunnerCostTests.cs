using System.Diagnostics;
using VideoTube.Media.Running;

namespace VideoTube.Media.Tests.Running;

[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "alone on the machine";
}

[Collection(Alone.Name)]
public sealed class RunnerCostTests
{
    [Theory]
    [InlineData(SandboxMode.Bubblewrap)]
    [InlineData(SandboxMode.Limits)]
    public async Task A_run_costs_at_most_fifty_milliseconds_more_than_the_bare_program(SandboxMode mode)
    {
        var ct = TestContext.Current.CancellationToken;
        var runner = await MediaRunners.CreateAsync(new() { Sandbox = mode }, ct);
        var run = new MediaRun
        {
            Program = MediaProgram.Ffprobe,
            Arguments = ["-version"],
            Inputs = [],
            TimeLimit = TimeSpan.FromSeconds(20),
        };
        var (bare, ours) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < 6; i++)
        {
            // Interleaved, and the best of each: what else the machine does only ever adds.
            bare = Math.Min(bare, await TimeAsync(() => BareAsync(ct)));
            ours = Math.Min(ours, await TimeAsync(() => runner.RunAsync(run, ct)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{mode}: bare {bare:0.0} ms, ours {ours:0.0} ms");
        Assert.InRange(ours - bare, double.MinValue, 50);
    }

    private static async Task BareAsync(CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/ffprobe", "-version")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
