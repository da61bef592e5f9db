using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VideoTube.Storage.Local;

internal enum FileKind { Missing, Regular, Folder, Other }

/// <summary>statx(2), whose layout is the same on every architecture; links are seen as links, never followed.</summary>
internal readonly partial record struct FileStatus(FileKind Kind, long Length, long ModifiedNs, ulong Inode, ulong Device)
{
    private const int CurrentFolder = -100;      // AT_FDCWD
    private const int NoFollow = 0x100;          // AT_SYMLINK_NOFOLLOW
    private const int OfTheHandle = 0x1000;      // AT_EMPTY_PATH
    private const int NotADirectory = 20;        // ENOTDIR: a file stands where a folder should
    private const uint BasicStats = 0x7ff;

    public static FileStatus Of(string path)
    {
        if (StatCall(CurrentFolder, path, NoFollow, BasicStats, out var raw) == 0)
            return From(raw);

        var errno = Marshal.GetLastPInvokeError();
        return errno is Posix.NotFound or NotADirectory ? default : throw Posix.Failure("stat", path, errno);
    }

    public static FileStatus Of(SafeFileHandle handle)
    {
        if (StatHandleCall(handle, "", OfTheHandle, BasicStats, out var raw) == 0)
            return From(raw);
        throw Posix.Failure("stat", "an open media file");
    }

    /// <summary>Inode and nanoseconds tell apart two files of one length put within one tick of the kernel's clock.</summary>
    public MediaFacts ToFacts() => new(
        Length, DateTimeOffset.UnixEpoch.AddTicks(ModifiedNs / 100), $"\"{Length:x}-{ModifiedNs:x}-{Inode:x}\"");

    private static FileStatus From(in Raw raw) => new(
        (raw.Mode & 0xF000) switch { 0x8000 => FileKind.Regular, 0x4000 => FileKind.Folder, _ => FileKind.Other },
        (long)raw.Size, raw.ModifiedSeconds * 1_000_000_000 + raw.ModifiedNanoseconds, raw.Inode,
        (ulong)raw.DeviceMajor << 32 | raw.DeviceMinor);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatCall(int folder, string path, int flags, uint mask, out Raw status);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatHandleCall(SafeFileHandle file, string path, int flags, uint mask, out Raw status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Raw
    {
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(40)] public ulong Size;
        [FieldOffset(112)] public long ModifiedSeconds;
        [FieldOffset(120)] public uint ModifiedNanoseconds;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;
    }
}
