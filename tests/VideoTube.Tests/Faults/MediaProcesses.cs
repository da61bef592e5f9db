using System.ComponentModel;
using System.Diagnostics;

namespace VideoTube.Tests.Faults;

/// <summary>What a program has started and what that has started: the sandbox, the meter, ffmpeg.</summary>
internal static class MediaProcesses
{
    public static IReadOnlyList<int> Of(int program)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? (Id: id, Parent: ParentOf(id)) : default)
            .ToLookup(process => process.Parent, process => process.Id);
        var found = new List<int>();
        for (var open = new Stack<int>([program]); open.TryPop(out var parent);)
            foreach (var child in children[parent])
            {
                found.Add(child);
                open.Push(child);
            }

        return found;
    }

    /// <summary>False when it was gone already.</summary>
    public static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    /// <summary>How many work on files of a folder, their sandboxes among them.</summary>
    public static int CountIn(string folder) => Directory.EnumerateDirectories("/proc").Count(process =>
    {
        var command = Read(Path.Combine(process, "cmdline"));
        return (command.StartsWith("/usr/bin/ff", StringComparison.Ordinal) || command.StartsWith("/usr/bin/bwrap", StringComparison.Ordinal)) && command.Contains(folder);
    });

    private static int ParentOf(int id)
    {
        var stat = Read($"/proc/{id}/stat");
        // The program's name, in parentheses, may hold anything; behind it come the state and the parent.
        return stat.Length > 0 ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]) : 0;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
