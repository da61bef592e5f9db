using System.Runtime.InteropServices;

namespace VideoTube.Media.Running;

/// <summary>Lets the user <c>nobody</c> work on one output folder, when the server itself is root.</summary>
internal static partial class FileOwner
{
    /// <summary>The overflow uid and gid of Linux; no account owns files by it.</summary>
    public const string Nobody = "65534";

    /// <summary>True when any user can read the inputs and walk to the output folder.</summary>
    public static bool OthersMayUse(MediaRun run) =>
        run.Inputs.All(path => File.Exists(path) && Has(path, UnixFileMode.OtherRead) && OthersMayWalkTo(path))
        && (run.OutputFolder is not { } folder || OthersMayWalkTo(folder));

    /// <summary>Gives the folder and what is in it to nobody until disposed; then it all belongs to us again.</summary>
    public static IDisposable? Lend(string? folder) => folder is null ? null : new Loan(folder);

    private static bool OthersMayWalkTo(string path)
    {
        for (var parent = Path.GetDirectoryName(path); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (!Has(parent, UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Has(string path, UnixFileMode mode) => (File.GetUnixFileMode(path) & mode) == mode;

    private sealed class Loan : IDisposable
    {
        private readonly string _folder;

        public Loan(string folder)
        {
            _folder = folder;
            Give(uint.Parse(Nobody));
        }

        public void Dispose() => Give(0);

        private void Give(uint owner)
        {
            Own(_folder, owner);
            foreach (var entry in Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories))
            {
                Own(entry, owner);
            }
        }

        private static void Own(string path, uint owner)
        {
            if (ChangeOwner(path, owner, owner) != 0)
            {
                throw new IOException($"Cannot hand \"{path}\" to user {owner}: error {Marshal.GetLastPInvokeError()}.");
            }
        }
    }

    // lchown: a link that a run left behind must not move the ownership of what it points to.
    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}
