using Amazon.Runtime;
using Amazon.S3.Model;

namespace VideoTube.Storage.S3;

/// <summary>The body of an answer, as long as it promised to be; a line that breaks is told as such.</summary>
internal sealed class S3Download(GetObjectResponse answer, long length) : Stream
{
    private readonly Stream body = answer.ResponseStream;
    private long position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        try
        {
            var count = await body.ReadAsync(buffer, cancellationToken);
            if (count == 0 && position < length)
                throw new MediaHostException($"The media host sent {position} bytes of {length}.");
            position += count;
            return count;
        }
        catch (Exception e) when (e is HttpRequestException or AmazonClientException or IOException and not MediaHostException)
        {
            throw new MediaHostException($"The media host broke off after {position} bytes of {length}: {e.Message}", e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            answer.Dispose();
        base.Dispose(disposing);
    }
}
