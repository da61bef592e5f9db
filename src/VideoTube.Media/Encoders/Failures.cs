using VideoTube.Media.Running;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Encoders;

/// <summary>Tells a source that is at fault from a machine that is.</summary>
internal static class Failures
{
    // What ffmpeg says of input it cannot read; all other failures may pass (disk full, killed, limits).
    private static readonly string[] SourceFaults =
    [
        "Invalid data found when processing input", "moov atom not found", "Error while decoding stream",
        "Could not find codec parameters", "Cannot determine format of input stream", "matches no streams",
        "Picture size", "End of file", "Output file is empty",
    ];

    private static readonly string[] MachineFaults =
        ["No space left on device", "Cannot allocate memory", "Resource temporarily unavailable", "File too large"];

    public static Exception Of(MediaRunResult result) =>
        !result.WasKilled && !MachineFaults.Any(result.ErrorTail.Contains) && SourceFaults.Any(result.ErrorTail.Contains)
            ? Corrupt(result.ErrorTail)
            : new InvalidOperationException($"ffmpeg ended with exit code {result.ExitCode}: {result.ErrorTail.Trim()}");

    /// <summary>Where every other end without a result is the file's fault.</summary>
    /// <exception cref="InvalidOperationException">It was killed; trying again may help.</exception>
    public static MediaRunResult NotKilled(this MediaRunResult result) => result.WasKilled ? throw Of(result) : result;

    public static MediaRefusedException Corrupt(string detail) => new(MediaRefusals.Corrupt, detail);
}
