using System.Runtime.InteropServices;

namespace VideoTube.Processing;

/// <summary>A second name for a file, link(2): the framework has none.</summary>
internal static partial class HardLink
{
    public static void Create(string existing, string name)
    {
        if (Link(existing, name) == 0)
            return;
        var errno = Marshal.GetLastPInvokeError();
        throw new IOException($"link {name}: {Marshal.GetPInvokeErrorMessage(errno)}", errno);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
