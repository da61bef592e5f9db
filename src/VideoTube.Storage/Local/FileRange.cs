using Microsoft.Win32.SafeHandles;

namespace VideoTube.Storage.Local;

/// <summary>Bytes of an open file from one offset to another, read in order or from where it is set. Owns the handle.</summary>
internal sealed class FileRange(SafeFileHandle file, long start, long length) : Stream
{
    private long position;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = Math.Min(value, length);
        }
    }

    public override int Read(Span<byte> buffer) => Advance(RandomAccess.Read(file, buffer[..Fit(buffer.Length)], start + position));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Advance(await RandomAccess.ReadAsync(file, buffer[..Fit(buffer.Length)], start + position, cancellationToken));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private int Fit(int wanted) => (int)Math.Min(wanted, length - position);

    private int Advance(int count)
    {
        position += count;
        return count;
    }
}
