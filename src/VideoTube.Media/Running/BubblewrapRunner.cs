namespace VideoTube.Media.Running;

/// <summary>
/// Shuts each run into its own namespaces: it sees the system's programs and libraries, its inputs and its output
/// folder, at the same paths as outside; no network, no capability, nothing else to write to. About 10 ms a run.
/// </summary>
internal sealed class BubblewrapRunner(MediaOptions options) : IMediaRunner
{
    public Task<MediaRunResult> RunAsync(MediaRun run, CancellationToken ct)
    {
        MediaPaths.Check(run);
        return ChildProcess.RunAsync(Command(run), run, options, ct);
    }

    internal IReadOnlyList<string> Command(MediaRun run) =>
    [
        .. MediaCommand.Limited(run, options.Limits),
        .. Bubblewrap(run),
        .. MediaCommand.Metered(MediaCommand.Program(run, options)),
    ];

    private IEnumerable<string> Bubblewrap(MediaRun run) =>
    [
        "/usr/bin/bwrap",
        "--unshare-all", "--cap-drop", "ALL", "--clearenv", "--die-with-parent", "--new-session",
        .. MediaCommand.Environment.SelectMany(variable => new[] { "--setenv", variable.Key, variable.Value }),
        .. System(),
        .. Files(run),
        // The root is a tmpfs: writable until here. There is no /tmp: these programs need none.
        "--remount-ro", "/",
        "--chdir", run.OutputFolder ?? "/",
        "--",
    ];

    private IEnumerable<string> System() =>
    [
        "--ro-bind", "/usr", "/usr",
        .. new[] { "/bin", "/lib", "/lib32", "/lib64" }.SelectMany(LinkOrBind),
        // Debian picks its BLAS through /etc/alternatives; ffmpeg's filters link to it.
        "--ro-bind-try", "/etc/alternatives", "/etc/alternatives",
        "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
        .. new[] { options.FfmpegPath, options.FfprobePath }
            .Where(path => !path.StartsWith("/usr/", StringComparison.Ordinal))
            .SelectMany(path => new[] { "--ro-bind", path, path }),
        "--proc", "/proc",
        "--dev-bind", "/dev/null", "/dev/null",
        "--dev-bind", "/dev/urandom", "/dev/urandom",
    ];

    private static IEnumerable<string> LinkOrBind(string folder) =>
        new DirectoryInfo(folder) switch
        {
            { LinkTarget: { } target } => ["--symlink", target, folder],
            { Exists: true } => ["--ro-bind", folder, folder],
            _ => [],
        };

    /// <summary>Shorter paths first, so that an input inside the output folder, or the other way round, stays visible.</summary>
    private static IEnumerable<string> Files(MediaRun run)
    {
        var binds = run.Inputs.Select(path => (Kind: "--ro-bind", Path: path));
        if (run.OutputFolder is { } folder)
        {
            binds = binds.Append(("--bind", folder));
        }

        return binds.OrderBy(bind => bind.Path.Length).SelectMany(bind => new[] { bind.Kind, bind.Path, bind.Path });
    }
}
