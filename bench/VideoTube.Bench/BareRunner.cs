using System.Diagnostics;
using System.Globalization;
using VideoTube.Media.Running;

namespace VideoTube.Bench;

/// <summary>The same command lines without sandbox, limits or priority: what the program alone takes.</summary>
internal sealed class BareRunner : IMediaRunner
{
    public async Task<MediaRunResult> RunAsync(MediaRun run, CancellationToken ct)
    {
        var isProbe = run.Program == MediaProgram.Ffprobe;
        string[] common = isProbe ? [] : run.OnProgress is null ? ["-nostdin", "-nostats"] : ["-nostdin", "-nostats", "-progress", "pipe:1"];
        using var process = Process.Start(new ProcessStartInfo(isProbe ? "ffprobe" : "ffmpeg", ["-hide_banner", .. common, .. run.Arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = run.OutputFolder ?? "/",
        })!;
        var errors = process.StandardError.ReadToEndAsync(ct);
        var output = run.OnProgress is null ? process.StandardOutput.ReadToEndAsync(ct) : FollowAsync(process.StandardOutput, run.OnProgress);
        if (run.Feed is not null)
        {
            try
            {
                await run.Feed(process.StandardInput.BaseStream, ct);
            }
            catch (IOException)
            {
                // It has read enough.
            }
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(ct);
        return new MediaRunResult(process.ExitCode, await output, await errors, Cpu: null);
    }

    private static async Task<string> FollowAsync(StreamReader lines, Action<TimeSpan> report)
    {
        while (await lines.ReadLineAsync() is { } line)
            if (line.StartsWith("out_time_us=", StringComparison.Ordinal) && long.TryParse(line["out_time_us=".Length..], CultureInfo.InvariantCulture, out var us))
                report(TimeSpan.FromMicroseconds(us));
        return "";
    }
}
