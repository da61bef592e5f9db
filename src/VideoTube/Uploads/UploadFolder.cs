using System.Security.Cryptography;
using VideoTube.Configuration;

namespace VideoTube.Uploads;

/// <summary>
/// This process's own folder for uploads on their way, and its name in rows it has not finished. A lock the kernel lets
/// go of when the process ends, however it ends, tells the living from the dead.
/// </summary>
internal sealed class UploadFolder : IDisposable
{
    private const string LockName = "lock";

    private readonly string uploads;
    private readonly FileStream held;

    public UploadFolder(Settings settings)
    {
        uploads = System.IO.Path.Combine(settings.TemporaryFolder, "uploads");
        Node = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        Path = System.IO.Path.Combine(uploads, Node);
        // Whoever sweeps right now must not find the folder without its lock: it gets its name when that is held.
        var unnamed = $"{Path}.new";
        Directory.CreateDirectory(unnamed);
        held = Lock(unnamed, FileMode.CreateNew);
        Directory.Move(unnamed, Path);
    }

    /// <summary>Names this process among all that use the database.</summary>
    public string Node { get; }

    public string Path { get; }

    public string NewPath() => System.IO.Path.Combine(Path, Guid.NewGuid().ToString("N"));

    /// <summary>Names of the processes that are gone and left something here.</summary>
    public IReadOnlyList<string> ListDead() =>
        [.. Directory.EnumerateDirectories(uploads).Where(IsDead).Select(folder => System.IO.Path.GetFileName(folder))];

    public void Remove(string dead) => Directory.Delete(System.IO.Path.Combine(uploads, dead), recursive: true);

    public void Dispose()
    {
        held.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private static bool IsDead(string folder)
    {
        try
        {
            Lock(folder, FileMode.Open).Dispose();
            return true;
        }
        catch (FileNotFoundException)
        {
            // Only a folder that is being made has no lock yet; an hour later it was never finished.
            return Directory.GetLastWriteTimeUtc(folder) < TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>FileShare.None is flock(2) on Linux: gone with the process.</summary>
    private static FileStream Lock(string folder, FileMode mode) =>
        new(System.IO.Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);
}
