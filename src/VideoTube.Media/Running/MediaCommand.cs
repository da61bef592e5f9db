using System.Globalization;
using System.Text.RegularExpressions;

namespace VideoTube.Media.Running;

/// <summary>The parts of a command line that both runners share, innermost first: the program, its CPU meter, its limits.</summary>
internal static partial class MediaCommand
{
    /// <summary>
    /// Runs the program, then writes the CPU time of all it did as the last lines of standard error: .NET does not
    /// hand out the usage of a child that ended, and sampling /proc misses its last moments. Costs about 1 ms.
    /// </summary>
    private const string Meter = "\"$@\"; code=$?; { echo; echo @times; times; } >&2; exit $code";

    /// <summary>All a child gets to know. Few malloc arenas: each maps 64 MB of the address space it may have.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["PATH"] = "/usr/bin:/bin",
        ["LANG"] = "C.UTF-8",
        ["MALLOC_ARENA_MAX"] = "4",
    };

    /// <summary>The program and its arguments, with the switches that every run needs.</summary>
    public static IEnumerable<string> Program(MediaRun run, MediaOptions options)
    {
        if (run.Program == MediaProgram.Ffprobe)
        {
            return [options.FfprobePath, "-hide_banner", .. run.Arguments];
        }

        string[] progress = run.OnProgress is null ? [] : ["-progress", "pipe:1"];
        return [options.FfmpegPath, "-hide_banner", "-nostdin", "-nostats", .. progress, .. run.Arguments];
    }

    public static IEnumerable<string> Metered(IEnumerable<string> command) =>
        ["/bin/sh", "-c", Meter, "sh", .. command];

    /// <summary>util-linux's prlimit, and the lowest priority where the run may wait.</summary>
    public static IEnumerable<string> Limited(MediaRun run, MediaLimits limits)
    {
        if (run.InBackground)
        {
            yield return "/usr/bin/nice";
            yield return "-n19";
            yield return "/usr/bin/ionice";
            // -t: some kernels have no I/O classes; then the CPU priority must do.
            yield return "-tc3";
        }

        var cpu = Math.Min(limits.CpuTime.TotalSeconds, Math.Ceiling(run.TimeLimit.TotalSeconds + 1) * System.Environment.ProcessorCount);
        yield return "/usr/bin/prlimit";
        yield return $"--cpu={(long)cpu}";
        yield return $"--as={limits.AddressSpace}";
        yield return $"--fsize={limits.FileSize}";
        yield return $"--nofile={limits.OpenFiles}";
        yield return "--core=0";
        yield return "--";
    }

    /// <summary>Takes the meter's lines off the end of standard error.</summary>
    public static (string Tail, TimeSpan? Cpu) SplitCpuTime(string errors)
    {
        var at = errors.LastIndexOf("\n@times\n", StringComparison.Ordinal);
        if (at < 0)
        {
            return (errors, null);
        }

        // Two lines of "user system": the shell's own, then its children's.
        var cpu = Times().Matches(errors, at).Sum(time =>
            60 * long.Parse(time.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture)
            + double.Parse(time.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture));
        return (errors[..at], TimeSpan.FromSeconds(cpu));
    }

    [GeneratedRegex(@"(?<minutes>\d+)m(?<seconds>[\d.]+)s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();
}
