using Microsoft.Win32.SafeHandles;

namespace VideoTube.Uploads.Tus;

/// <summary>
/// Syncs a growing file while it grows, so that little is left to sync at its end, and the kernel never holds much of it
/// that is not on the disk.
/// </summary>
internal sealed class SyncAlong(SafeFileHandle file, TimeProvider time, long start)
{
    // 64 MiB keep a disk of 500 MB/s busy for an eighth of a second; a slow line's bytes are safe after a second.
    private const long Step = 64 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long synced = start;
    private long begun = time.GetTimestamp();
    private Task running = Task.CompletedTask;

    /// <summary>Begins a sync when it is time for one and none is running.</summary>
    public void Go(long offset)
    {
        if (!running.IsCompletedSuccessfully || (offset - synced < Step && time.GetElapsedTime(begun) < Pause))
            return;
        (synced, begun) = (offset, time.GetTimestamp());
        running = Task.Run(() => RandomAccess.FlushToDisk(file));
    }

    /// <exception cref="IOException">The disk refused.</exception>
    public Task EndAsync() => running;
}
