namespace VideoTube.Media.Running;

/// <summary>Makes the runner that the options ask for, after seeing that it works here.</summary>
public static class MediaRunners
{
    private static readonly TimeSpan TrialLimit = TimeSpan.FromSeconds(20);

    /// <summary>What <see cref="SandboxMode.Limits"/> gives up, to be said at start-up.</summary>
    public const string LimitsWarning =
        "SANDBOX=limits: media work runs without namespaces. Time, memory and the accepted formats stay bounded, but a "
        + "fault in ffmpeg could reach the network and every file its user may read.";

    /// <summary>Runs ffmpeg and ffprobe once, the way all later runs will go.</summary>
    /// <exception cref="MediaSetupException">Something is missing; the message says what, and what to do.</exception>
    public static async Task<IMediaRunner> CreateAsync(MediaOptions options, CancellationToken ct)
    {
        string[] needed = ["/usr/bin/prlimit", "/usr/bin/setpriv", options.FfmpegPath, options.FfprobePath];
        foreach (var program in needed.Where(program => !File.Exists(program)))
        {
            throw new MediaSetupException($"{program} is missing. Install ffmpeg and util-linux (on Debian and Ubuntu: "
                + "apt-get install ffmpeg util-linux).");
        }

        if (options.Sandbox == SandboxMode.Bubblewrap && !File.Exists("/usr/bin/bwrap"))
        {
            throw new MediaSetupException("/usr/bin/bwrap is missing. Install bubblewrap (on Debian and Ubuntu: apt-get "
                + "install bubblewrap), or set SANDBOX=limits to do without it, at a risk the documentation explains.");
        }

        IMediaRunner runner = options.Sandbox == SandboxMode.Bubblewrap
            ? new BubblewrapRunner(options)
            : new LimitsRunner(options);
        await Task.WhenAll(TryAsync(runner, MediaProgram.Ffmpeg, options, ct), TryAsync(runner, MediaProgram.Ffprobe, options, ct));
        return runner;
    }

    private static async Task TryAsync(
        IMediaRunner runner, MediaProgram program, MediaOptions options, CancellationToken ct)
    {
        var trial = new MediaRun { Program = program, Arguments = ["-version"], Inputs = [], TimeLimit = TrialLimit };
        var result = await runner.RunAsync(trial, ct);
        if (result.Succeeded)
        {
            return;
        }

        var advice = options.Sandbox == SandboxMode.Bubblewrap
            ? " If this machine forbids user namespaces, allow them for bubblewrap, or set SANDBOX=limits to do without."
            : "";
        throw new MediaSetupException(
            $"{program} does not run (exit code {result.ExitCode}): {result.ErrorTail.Trim()}{advice}");
    }
}

/// <summary>Media work cannot be done on this machine as configured.</summary>
public sealed class MediaSetupException(string message) : Exception(message);
