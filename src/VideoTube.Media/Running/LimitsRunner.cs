namespace VideoTube.Media.Running;

/// <summary>
/// Runs without namespaces, where they are forbidden: limits on time and memory, an empty environment, no new
/// privileges; started by root, also no capabilities and, where the files allow it, the user <c>nobody</c>.
/// The run can still reach the network and read what its user may read.
/// </summary>
internal sealed class LimitsRunner(MediaOptions options) : IMediaRunner
{
    public async Task<MediaRunResult> RunAsync(MediaRun run, CancellationToken ct)
    {
        MediaPaths.Check(run);
        if (!Environment.IsPrivilegedProcess || !FileOwner.OthersMayUse(run))
        {
            return await ChildProcess.RunAsync(Command(run, asNobody: false), run, options, ct);
        }

        using var lent = FileOwner.Lend(run.OutputFolder);
        return await ChildProcess.RunAsync(Command(run, asNobody: true), run, options, ct);
    }

    internal IReadOnlyList<string> Command(MediaRun run, bool asNobody) =>
    [
        .. MediaCommand.Limited(run, options.Limits),
        .. Unprivileged(asNobody),
        // The death of the shell must take the program along, and the death signal is not inherited.
        .. MediaCommand.Metered(["/usr/bin/setpriv", "--pdeathsig", "KILL", "--", .. MediaCommand.Program(run, options)]),
    ];

    private static IEnumerable<string> Unprivileged(bool asNobody)
    {
        string[] user = asNobody ? ["--reuid", FileOwner.Nobody, "--regid", FileOwner.Nobody, "--clear-groups"] : [];
        string[] capabilities = Environment.IsPrivilegedProcess ? ["--bounding-set=-all", "--inh-caps=-all"] : [];
        return ["/usr/bin/setpriv", "--no-new-privs", "--pdeathsig", "KILL", .. user, .. capabilities, "--"];
    }
}
