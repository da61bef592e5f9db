using Microsoft.Win32.SafeHandles;

namespace VideoTube.Storage.Local;

/// <summary>Bytes of an open file from one offset to another, read in order or from where it is set. Owns the handle.</summary>
internal sealed class FileRange(SafeFileHandle file, long start, long length) : ReadOnlyStream
{
    public override bool CanSeek => true;
    public override long Length => length;

    public override long Position
    {
        get => Taken;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Taken = Math.Min(value, length);
        }
    }

    public override int Read(Span<byte> buffer) => Advance(RandomAccess.Read(file, buffer[..Fit(buffer.Length)], start + Taken));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Advance(await RandomAccess.ReadAsync(file, buffer[..Fit(buffer.Length)], start + Taken, cancellationToken));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Taken + offset,
        _ => length + offset,
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private int Fit(int wanted) => (int)Math.Min(wanted, length - Taken);
}
