namespace VideoTube.Storage.Tests;

/// <summary>Gives zeros, then fails as a dropped connection does, or cancels the one who reads.</summary>
internal sealed class FailingStream(int length, CancellationTokenSource? cancels = null) : Stream
{
    private int left = length;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Math.Min(left, buffer.Length);
        left -= count;
        if (count > 0)
        {
            buffer[..count].Span.Clear();
            return count;
        }

        if (cancels is null)
            throw new EndOfStreamException();
        await cancels.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
