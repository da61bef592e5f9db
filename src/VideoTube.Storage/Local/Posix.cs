using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VideoTube.Storage.Local;

/// <summary>What the framework does not offer: a rename that never turns into a copy, fsync of folders, stat without links.</summary>
internal static partial class Posix
{
    public const int NotFound = 2;               // ENOENT
    public const int OtherFileSystem = 18;       // EXDEV
    private const int NoSpace = 28;              // ENOSPC
    private const int OverQuota = 122;           // EDQUOT
    private const int WouldBlock = 11;           // EWOULDBLOCK
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>The framework's IOExceptions carry errno as HResult, and so do the ones made here.</summary>
    public static bool IsFull(IOException e) => e.HResult is NoSpace or OverQuota;

    /// <summary>Somebody else has the file open with a lock: the framework's <see cref="FileShare"/> is flock(2).</summary>
    public static bool IsLocked(IOException e) => e.HResult == WouldBlock;

    /// <summary>Replaces what stands at <paramref name="to"/> in one step. 0, or errno.</summary>
    public static int Rename(string from, string to) => RenameCall(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError();

    public static void Sync(SafeFileHandle file)
    {
        if (FsyncCall(file) != 0)
            throw Failure("fsync", "a media file");
    }

    /// <summary>Makes the names in a folder durable: a rename is on disk only when its folder is. A folder that is gone by
    /// now has no names to keep.</summary>
    public static void SyncFolder(string path)
    {
        using var folder = OpenCall(path, ReadOnlyCloseOnExec);
        if (folder.IsInvalid && Marshal.GetLastPInvokeError() == NotFound)
            return;
        if (folder.IsInvalid || FsyncCall(folder) != 0)
            throw Failure("fsync", path);
    }

    public static IOException Failure(string act, string path) => Failure(act, path, Marshal.GetLastPInvokeError());

    public static IOException Failure(string act, string path, int errno) =>
        new($"{act} {path}: {Marshal.GetPInvokeErrorMessage(errno)}", errno);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameCall(string from, string to);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FsyncCall(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenCall(string path, int flags);
}
