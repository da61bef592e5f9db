namespace VideoTube.Data;

/// <summary>
/// Tells whether anybody uses the embedded database: all who do hold a lock together on the file beside it, and whoever
/// puts another database in its place holds it alone. The kernel lets go of it when the process ends, however it ends.
/// </summary>
internal static class DatabaseLock
{
    private const int Held = 11; // EWOULDBLOCK

    /// <summary>For use: together with others.</summary>
    /// <exception cref="DatabaseInUseException">Somebody is replacing the database.</exception>
    public static FileStream Share(string database) =>
        TryTake(database, FileShare.ReadWrite) ?? throw new DatabaseInUseException($"The database {database} is being restored. Start again when that is done.");

    /// <summary>For replacing it: alone.</summary>
    /// <exception cref="DatabaseInUseException">Somebody uses it.</exception>
    public static FileStream TakeAlone(string database) =>
        TryTake(database, FileShare.None) ?? throw new DatabaseInUseException(
            $"The database {database} is in use. Stop the site, its workers and other commands first.");

    /// <summary>The framework's FileShare is flock(2) on Linux: None excludes, everything else is shared.</summary>
    private static FileStream? TryTake(string database, FileShare share)
    {
        try
        {
            return new FileStream($"{database}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);
        }
        catch (IOException taken) when (taken.HResult == Held)
        {
            return null;
        }
    }
}

internal sealed class DatabaseInUseException(string message) : Exception(message);
