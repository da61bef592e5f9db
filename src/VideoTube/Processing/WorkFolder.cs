using VideoTube.Configuration;
using VideoTube.Data;

namespace VideoTube.Processing;

/// <summary>Where one run of a job works; gone when the run has ended, however it ended.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string path;

    public WorkFolder(string path)
    {
        this.path = path;
        Directory.CreateDirectory(path);
    }

    /// <summary>A new folder in it, or the one of that name.</summary>
    public string Sub(string name) => Directory.CreateDirectory(Path.Combine(path, name)).FullName;

    public string File(string name) => Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}

/// <summary>
/// Work folders by process: <c>temp/work/{pid}-{start-ticks}-{host}/{run}</c>, so that the next process on this machine can
/// tell which were left by one that is dead.
/// </summary>
internal sealed class WorkFolders(Settings settings, LeaseOwner owner)
{
    private readonly string root = Path.Combine(settings.TemporaryFolder, "work");

    public WorkFolder Create(Id run) => new(Path.Combine(root, NameOf(owner), run.ToString()));

    /// <summary>Removes what dead processes of this machine left. Returns how many there were.</summary>
    public int Sweep()
    {
        if (!Directory.Exists(root))
            return 0;
        var dead = Directory.GetDirectories(root).Where(folder => OwnerOf(Path.GetFileName(folder)) is { IsKnownDead: true }).ToList();
        foreach (var folder in dead)
            Delete(folder);
        return dead.Count;
    }

    /// <summary>When no run is left in this process.</summary>
    public void RemoveOwn() => Delete(Path.Combine(root, NameOf(owner)));

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was made, or another process that starts now was faster.
        }
    }

    private static string NameOf(LeaseOwner owner) => $"{owner.ProcessId}-{owner.StartTicks}-{owner.Host}";

    private static LeaseOwner? OwnerOf(string folder) =>
        folder.Split('-', 3) is [var id, var ticks, var host] ? LeaseOwner.Parse($"{host}:{id}:{ticks}") : null;
}
