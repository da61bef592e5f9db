namespace VideoTube.Media.Running;

/// <summary>One run of ffmpeg or ffprobe: what to run, the files it may see, and how much it may take.</summary>
public sealed record MediaRun
{
    public required MediaProgram Program { get; init; }

    /// <summary>Arguments after the program's name. Files are named by absolute path with the <c>file:</c> prefix.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Files the run may read; nothing else of the data folder is visible to it.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The one folder the run may write to, and its working folder; null when it writes nothing.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>After this much wall-clock time the run is killed.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>True for work that must give way to the site: lowest CPU and I/O priority.</summary>
    public bool InBackground { get; init; }

    /// <summary>Told media time done so far (ffmpeg's <c>-progress</c>), about twice a second.</summary>
    public Action<TimeSpan>? OnProgress { get; init; }

    /// <summary>
    /// Writes the program's standard input, for input that is still arriving (<c>-i pipe:0</c>); its end is the input's
    /// end. A program that stops reading early is not an error. Null: standard input is empty.
    /// </summary>
    public Func<Stream, CancellationToken, Task>? Feed { get; init; }
}

public enum MediaProgram { Ffmpeg, Ffprobe }

/// <summary>
/// How a run ended: standard output (ffprobe's JSON; empty for runs with progress), the last 16 KiB of standard error,
/// CPU time used in steps of 10 ms (null when the whole run was killed from outside). A signal shows as 128 + its number.
/// </summary>
public sealed record MediaRunResult(int ExitCode, string Output, string ErrorTail, TimeSpan? Cpu)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>
    /// SIGKILL or SIGTERM ended it, as of the kernel when memory runs out: that tells nothing of the file. A crash of the
    /// program's own (SIGSEGV, SIGABRT, SIGFPE) does.
    /// </summary>
    public bool WasKilled => ExitCode is 128 + 9 or 128 + 15;
}
