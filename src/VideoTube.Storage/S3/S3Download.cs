using Amazon.Runtime;
using Amazon.S3.Model;

namespace VideoTube.Storage.S3;

/// <summary>The body of an answer, as long as it promised to be; a line that breaks is told as such.</summary>
internal sealed class S3Download(GetObjectResponse answer, long length) : ReadOnlyStream
{
    private readonly Stream body = answer.ResponseStream;

    public override long Length => length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        try
        {
            var count = await body.ReadAsync(buffer, cancellationToken);
            if (count == 0 && Taken < length)
                throw new MediaHostException($"The media host sent {Taken} bytes of {length}.");
            return Advance(count);
        }
        catch (Exception e) when (e is HttpRequestException or AmazonClientException or IOException and not MediaHostException)
        {
            throw new MediaHostException($"The media host broke off after {Taken} bytes of {length}: {e.Message}", e);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var bytes = new byte[buffer.Length];
        var count = ReadAsync(bytes).AsTask().GetAwaiter().GetResult();
        bytes.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            answer.Dispose();
        base.Dispose(disposing);
    }
}
