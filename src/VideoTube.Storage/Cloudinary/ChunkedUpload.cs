namespace VideoTube.Storage.Cloudinary;

/// <summary>
/// Takes bytes and uploads them in chunks as they come; the file stands when <see cref="CompleteAsync"/> returns. A chunk is
/// sent once a byte after it is there, so the last one, which makes the file visible, is always sent by completing.
/// </summary>
internal sealed class ChunkedUpload(CloudinaryApi api, NamedFile file, int chunkLength, int firstLength) : Stream
{
    private readonly MemoryStream chunk = new(firstLength);
    private readonly string uploadId = Guid.NewGuid().ToString("N");
    private long sent;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => sent + chunk.Length;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (chunk.Length == chunkLength)
                await SendAsync(total: null, cancellationToken);
            var count = (int)Math.Min(buffer.Length, chunkLength - chunk.Length);
            chunk.Write(buffer.Span[..count]);
            buffer = buffer[count..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Not to be cancelled: whether the file stands would be unknown.</summary>
    public async Task CompleteAsync()
    {
        if (Length == 0)
            chunk.Write(EmptyFile.StandIn.Span);
        var length = Length;
        var stored = await SendAsync(length, CancellationToken.None);
        if (stored.PublicId != file.PublicId || stored.Bytes != length || stored.Done is false)
            throw new MediaHostException("Cloudinary did not store the file as it was told to; an upload preset may change its name or bytes.");
    }

    private async Task<StoredFile> SendAsync(long? total, CancellationToken ct)
    {
        var part = sent == 0 && total is not null ? null : new UploadPart(uploadId, sent, total);
        var stored = await api.UploadAsync(file, chunk.GetBuffer().AsMemory(0, (int)chunk.Length), part, ct);
        sent += chunk.Length;
        chunk.SetLength(0);
        return stored;
    }

    public override void Flush() { }
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            chunk.Dispose();
        base.Dispose(disposing);
    }
}
