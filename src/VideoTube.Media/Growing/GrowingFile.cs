using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VideoTube.Media.Growing;

/// <summary>The end of a file that arrived before its middle, in a file of its own.</summary>
/// <param name="Path">Absolute path; all of it has arrived.</param>
/// <param name="Length">Bytes; above 0.</param>
public sealed record FileTail(string Path, long Length);

/// <summary>
/// A file whose bytes are still arriving, for one reader that waits for them. It stays readable when its name changes
/// or goes.
/// </summary>
public sealed partial class GrowingFile : IDisposable
{
    private const int ReadOnlyCloseOnExec = 0x80000;

    private readonly SafeFileHandle head;
    private readonly SafeFileHandle? tail;
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSignal();
    private long available;
    private bool isAbandoned;

    /// <param name="path">Absolute path; the file is there, empty or not.</param>
    /// <param name="length">Bytes when it is whole, the tail included.</param>
    /// <param name="tail">What came first, where something did.</param>
    public GrowingFile(string path, long length, FileTail? tail = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        TailOffset = length - (tail?.Length ?? 0);
        ArgumentOutOfRangeException.ThrowIfNegative(TailOffset, nameof(tail));
        Length = length;
        head = Open(path);
        this.tail = tail is null ? null : Open(tail.Path);
    }

    /// <summary>Bytes when it is whole.</summary>
    public long Length { get; }

    /// <summary>From here on all bytes are there; the length where no tail came first.</summary>
    public long TailOffset { get; }

    /// <summary>Says how many bytes from the start are there for good. Fewer than before: the file is abandoned.</summary>
    public void Grow(long bytes)
    {
        lock (gate)
        {
            isAbandoned |= bytes < available;
            available = Math.Min(bytes, TailOffset);
            Signal();
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Abandon()
    {
        lock (gate)
        {
            isAbandoned = true;
            Signal();
        }
    }

    /// <summary>Reads what is there from an offset on, and waits while there is nothing.</summary>
    /// <returns>Bytes read; 0 only at the end of the whole file.</returns>
    /// <exception cref="CannotStreamException">The file was abandoned.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken ct)
    {
        if (offset >= Length)
            return 0;
        if (offset >= TailOffset)
            return await ReadAsync(tail!, buffer, offset - TailOffset, Length - offset, ct);
        while (true)
        {
            Task more;
            long until;
            lock (gate)
            {
                if (isAbandoned)
                    throw new CannotStreamException("The upload was abandoned.");
                (until, more) = (available, changed.Task);
            }
            if (until > offset)
                return await ReadAsync(head, buffer, offset, until - offset, ct);
            await more.WaitAsync(ct);
        }
    }

    /// <summary>Reads as many bytes as fit, or fewer where the file ends.</summary>
    /// <exception cref="CannotStreamException">The file was abandoned.</exception>
    internal async ValueTask<int> ReadFullyAsync(Memory<byte> buffer, long offset, CancellationToken ct)
    {
        var total = 0;
        while (total < buffer.Length && await ReadAsync(buffer[total..], offset + total, ct) is > 0 and var read)
            total += read;
        return total;
    }

    public void Dispose()
    {
        Abandon();
        head.Dispose();
        tail?.Dispose();
    }

    private static async ValueTask<int> ReadAsync(
        SafeFileHandle file, Memory<byte> buffer, long offset, long most, CancellationToken ct)
    {
        var read = await RandomAccess.ReadAsync(file, buffer[..(int)Math.Min(buffer.Length, most)], offset, ct);
        return read > 0 || buffer.IsEmpty ? read : throw new CannotStreamException("The file holds less than was told.");
    }

    private void Signal()
    {
        changed.TrySetResult();
        changed = NewSignal();
    }

    // Not the framework's: that takes a lock, which whoever writes the file may hold, or want.
    private static SafeFileHandle Open(string path)
    {
        var file = OpenCall(path, ReadOnlyCloseOnExec);
        return !file.IsInvalid
            ? file
            : throw new IOException($"Cannot open \"{path}\": {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenCall(string path, int flags);
}
