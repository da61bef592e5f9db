namespace VideoTube.Media.Running;

/// <summary>How media work is done on this machine: which programs, how they are shut in, how much they may take.</summary>
public sealed record MediaOptions
{
    public SandboxMode Sandbox { get; init; } = SandboxMode.Bubblewrap;

    /// <summary>Absolute path of ffmpeg 5.1 or newer.</summary>
    public string FfmpegPath { get; init; } = "/usr/bin/ffmpeg";

    /// <summary>Absolute path of the ffprobe that came with it.</summary>
    public string FfprobePath { get; init; } = "/usr/bin/ffprobe";

    public MediaLimits Limits { get; init; } = new();

    /// <summary>Whose runs these are, told apart from those of every other program: <see cref="LostRuns"/> finds them by it.</summary>
    public string Owner { get; init; } = "";
}

/// <summary>How a child process is kept away from everything but its files.</summary>
public enum SandboxMode
{
    /// <summary>Namespaces by bubblewrap: no network, no other file, no capability; and the limits.</summary>
    Bubblewrap,

    /// <summary>
    /// Limits alone, for places that forbid user namespaces. A fault in ffmpeg could then reach the network and
    /// whatever its user may read.
    /// </summary>
    Limits,
}

/// <summary>Upper bounds on one file and on one run. Every bound has a visible default.</summary>
public sealed record MediaLimits
{
    /// <summary>
    /// Bytes of address space of one process (RLIMIT_AS). A 2160p ladder maps about 3 GB; the rest is room for
    /// machines with many cores, where each thread maps its own stack.
    /// </summary>
    public long AddressSpace { get; init; } = 8L << 30;

    /// <summary>CPU time of one process (RLIMIT_CPU); a run's own time limit times the cores lowers it further.</summary>
    public TimeSpan CpuTime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Bytes of the largest file a run may write (RLIMIT_FSIZE).</summary>
    public long FileSize { get; init; } = 64L << 30;

    /// <summary>Files a process may hold open (RLIMIT_NOFILE): libraries load one at a time, outputs are a few dozen.</summary>
    public int OpenFiles { get; init; } = 256;

    /// <summary>
    /// Width times height of the largest picture that is decoded: 8K video has 33 million, a 16000×16000 still of
    /// 750 KB took 1.4 GB of memory.
    /// </summary>
    public int MaxPixels { get; init; } = 40_000_000;

    /// <summary>The longest video that is taken.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Most streams a file may have; cameras and films stay far below.</summary>
    public int MaxStreams { get; init; } = 64;

    /// <summary>Characters of standard output that are kept (ffprobe's answer); more ends the run.</summary>
    public int MaxOutput { get; init; } = 32 << 20;
}
