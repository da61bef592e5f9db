using System.Security.Cryptography;
using System.Text;
using VideoTube.Storage.Local;

namespace VideoTube.Storage.Outbox;

/// <summary>
/// One at a time for a key, among all processes of this machine that share a folder. A lock is a file held open: it ends
/// with its process. Keys share a thousand of them.
/// </summary>
internal sealed class KeyLocks
{
    private const int Count = 1024;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(10);

    private readonly string folder;

    public KeyLocks(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
    }

    public async ValueTask<IDisposable> TakeAsync(MediaKey key, CancellationToken ct)
    {
        IDisposable? taken;
        while ((taken = TryTake(key)) is null)
            await Task.Delay(Wait, ct);
        return taken;
    }

    /// <summary>Null when somebody has it.</summary>
    public IDisposable? TryTake(MediaKey key)
    {
        try
        {
            return new FileStream(PathFor(key), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (Posix.IsLocked(e))
        {
            return null;
        }
    }

    private string PathFor(MediaKey key) => Path.Combine(folder, (HashOf(key) % Count).ToString("x3"));

    private static uint HashOf(MediaKey key) => BitConverter.ToUInt32(SHA256.HashData(Encoding.ASCII.GetBytes(key.Value)));
}
