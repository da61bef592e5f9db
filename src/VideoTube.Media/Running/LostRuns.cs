using System.ComponentModel;
using System.Diagnostics;

namespace VideoTube.Media.Running;

/// <summary>
/// Runs that outlived the program that began them. They die with it, but for the moments in which they are set up: half a
/// sandbox then waits for the other half for ever. They are told by <see cref="MediaOptions.Owner"/>.
/// </summary>
public static class LostRuns
{
    /// <summary>Name of the owner in the environment of a run's first processes; what is inside the sandbox does not see it.</summary>
    internal const string Variable = "MEDIA_RUN_OF";

    /// <param name="isDead">Whether the program of this <see cref="MediaOptions.Owner"/> is gone.</param>
    /// <returns>How many processes were ended.</returns>
    public static int End(Func<string, bool> isDead)
    {
        var ended = 0;
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), out var id) && OwnerOf(process) is { } owner && isDead(owner) && TryKill(id))
            {
                ended++;
            }
        }

        return ended;
    }

    internal static bool TryKill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false; // it has ended by itself
        }
    }

    private static string? OwnerOf(string process)
    {
        try
        {
            const string Begin = Variable + "=";
            return File.ReadAllText(Path.Combine(process, "environ")).Split('\0').FirstOrDefault(variable => variable.StartsWith(Begin, StringComparison.Ordinal))?[Begin.Length..];
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended, or belongs to somebody else
        }
    }
}
