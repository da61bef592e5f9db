using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VideoTube.Bench;

/// <summary>Wall-clock seconds, and CPU seconds of this process and of all its finished children (getrusage(2)).</summary>
internal readonly partial record struct Cost(double Wall, double Children, double Own)
{
    public double Cpu => Children + Own;

    public static async Task<Cost> OfAsync(Func<Task> act)
    {
        const int Self = 0, FinishedChildren = -1;
        var (watch, children, own) = (Stopwatch.StartNew(), CpuOf(FinishedChildren), CpuOf(Self));
        await act();
        return new Cost(watch.Elapsed.TotalSeconds, CpuOf(FinishedChildren) - children, CpuOf(Self) - own);
    }

    /// <summary>The same for runs in the sandbox, whose processes are not ours to wait for: the act tells what they took.</summary>
    public static async Task<Cost> OfSandboxedAsync(Func<Task<TimeSpan?>> act)
    {
        TimeSpan? inside = null;
        var outside = await OfAsync(async () => inside = await act());
        return outside with { Children = inside?.TotalSeconds ?? throw new InvalidOperationException("The run did not tell its CPU time.") };
    }

    public static Cost Median(IEnumerable<Cost> costs) => costs.OrderBy(cost => cost.Cpu).ElementAt(costs.Count() / 2);

    private static double CpuOf(int who)
    {
        // struct rusage begins with ru_utime and ru_stime, each seconds and microseconds; 144 bytes in all.
        Span<long> usage = stackalloc long[18];
        if (GetUsage(who, ref usage[0]) != 0)
            throw new InvalidOperationException("getrusage failed");
        return usage[0] + (usage[1] / 1e6) + usage[2] + (usage[3] / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}
