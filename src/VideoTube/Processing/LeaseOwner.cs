using System.Globalization;

namespace VideoTube.Processing;

/// <summary>
/// Names a process as <c>host:pid:start-ticks</c>. Pids are used again; with the start time (ticks since boot, field 22
/// of proc(5)'s stat) the name is of one process only, so that the same machine can tell when it is dead.
/// </summary>
internal sealed record LeaseOwner(string Host, int ProcessId, long StartTicks)
{
    public static LeaseOwner Current { get; } = new(
        Environment.MachineName, Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    /// <summary>True when the process ran on this machine and runs no more. Of other machines nothing is known.</summary>
    public bool IsKnownDead => Host == Environment.MachineName && StartOf(ProcessId) != StartTicks;

    public override string ToString() => $"{Host}:{ProcessId}:{StartTicks}";

    public static LeaseOwner? Parse(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 3
            && int.TryParse(parts[1], NumberStyles.None, null, out var id) && long.TryParse(parts[2], NumberStyles.None, null, out var start)
            ? new LeaseOwner(parts[0], id, start)
            : null;
    }

    private static long? StartOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            // The second field is the program's name in parentheses, which may hold anything; the third begins after it.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[22 - 3]);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
