using System.Runtime.InteropServices;

namespace VideoTube.Storage.Local;

/// <summary>What makes files and their names outlive a power cut; the framework offers none of it for folders.</summary>
public static partial class DurableFile
{
    /// <summary>The bytes of a file are on the disk when this returns (fsync(2)).</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Sync(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Posix.Sync(file);
    }

    /// <summary>The names in a folder are on the disk when this returns.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void SyncFolder(string path) => Posix.SyncFolder(path);

    /// <summary>Gives a file its name in one step, in place of what has that name; durable when this returns (rename(2)).</summary>
    /// <exception cref="IOException">They lie on different file systems, or the disk refused.</exception>
    public static void Rename(string from, string to)
    {
        if (Posix.Rename(from, to) is not 0 and var errno)
            throw Posix.Failure("rename", to, errno);
        Posix.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    /// <summary>A second name for a file (link(2)).</summary>
    /// <exception cref="IOException">The name is taken, lies on another file system, or the file system has no links.</exception>
    public static void Link(string existing, string name)
    {
        if (LinkCall(existing, name) != 0)
            throw Posix.Failure("link", name);
    }

    /// <summary>The same; false when there can be none: the name is taken, lies on another file system, or there are no links.</summary>
    public static bool TryLink(string existing, string name) => LinkCall(existing, name) == 0;

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkCall(string existing, string name);
}
