using System.Diagnostics;

namespace VideoTube.Bench;

/// <summary>Runs a program as it is, without sandbox or limits: what we compare with.</summary>
internal static class Shell
{
    /// <returns>What it wrote to standard error.</returns>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? errors : throw new InvalidOperationException($"{program} failed: {errors}");
    }
}
