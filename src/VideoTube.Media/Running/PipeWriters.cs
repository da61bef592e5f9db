using System.IO.Pipes;

namespace VideoTube.Media.Running;

/// <summary>
/// What outlived the first process of a run and holds its output open. bubblewrap in two halves is such: when the outer one
/// is killed before it has told the inner one that its namespaces are ready, that waits for the word for ever.
/// </summary>
internal static class PipeWriters
{
    private const int WriteOnly = 1; // O_WRONLY, in the lowest two bits of fdinfo's flags (proc(5))

    /// <param name="output">The end that this process reads.</param>
    public static void Kill(Stream output)
    {
        if (output is not PipeStream pipe || Target($"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}") is not { } name)
        {
            return;
        }

        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), out var id) && id != Environment.ProcessId && Writes(process, name))
            {
                LostRuns.TryKill(id);
            }
        }
    }

    private static bool Writes(string process, string pipe)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd"))
                .Any(descriptor => Target(descriptor) == pipe && IsForWriting(Path.Combine(process, "fdinfo", Path.GetFileName(descriptor))));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended, or belongs to somebody else
        }
    }

    /// <summary>A child of ours that is about to be another program still has all that we read.</summary>
    private static bool IsForWriting(string info)
    {
        var flags = File.ReadLines(info).FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return flags is not null && (Convert.ToInt32(flags[6..].Trim(), 8) & 3) == WriteOnly;
    }

    private static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
