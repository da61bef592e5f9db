namespace VideoTube.Storage.Local;

/// <summary>
/// Where files wait until they are whole: in the store's own root, hence on its file system, under a name no key can have.
/// Each open file holds a shared lock (the framework's <see cref="FileShare"/> is flock), so that sweeping from another
/// process leaves it alone.
/// </summary>
internal sealed class IncomingFolder
{
    private readonly string folder;

    public IncomingFolder(string root)
    {
        folder = Path.Combine(root, ".incoming");
        Directory.CreateDirectory(folder);
    }

    public string NewPath() => Path.Combine(folder, Guid.NewGuid().ToString("N"));

    /// <summary>A new empty file. A sweep may come between its creation and its lock; once this returns it cannot.</summary>
    public FileStream Create()
    {
        while (true)
        {
            try
            {
                var file = new FileStream(
                    NewPath(), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                if (File.Exists(file.Name))
                    return file;
                file.Dispose();
            }
            catch (IOException e) when (Posix.IsLocked(e))
            {
                // The sweep has it: it goes, and the next name is free.
            }
        }
    }

    /// <summary>Removes what a crash left behind. Returns how many entries went.</summary>
    public int Sweep()
    {
        var swept = 0;
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            try
            {
                if (FileStatus.Of(path).Kind == FileKind.Folder)
                    Directory.Delete(path, recursive: true);
                else
                    DeleteUnlessInUse(path);
                swept++;
            }
            catch (IOException)
            {
                // In use, or swept by another process at the same time.
            }
        }

        return swept;
    }

    private static void DeleteUnlessInUse(string path)
    {
        using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        File.Delete(path);
    }
}
