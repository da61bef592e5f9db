namespace VideoTube.Storage.Cloudinary;

/// <summary>
/// Some bytes of a download, read in order: what was not asked for is skipped, too few are an error. Owns the answer.
/// </summary>
internal sealed class DownloadedRange(HttpResponseMessage answer, Stream body, long skip, long length, TimeProvider time) : ReadOnlyStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private long skipping = skip;

    public override long Length => length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Fit(buffer.Length, length - Taken) == 0)
            return 0;
        while (skipping > 0)
            skipping -= await ReadBodyAsync(buffer[..Fit(buffer.Length, skipping)], cancellationToken);
        return Advance(await ReadBodyAsync(buffer[..Fit(buffer.Length, length - Taken)], cancellationToken));
    }

    public override int Read(Span<byte> buffer)
    {
        if (Fit(buffer.Length, length - Taken) == 0)
            return 0;
        while (skipping > 0)
            skipping -= Some(body.Read(buffer[..Fit(buffer.Length, skipping)]));
        return Advance(Some(body.Read(buffer[..Fit(buffer.Length, length - Taken)])));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            answer.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return Some(await body.ReadAsync(buffer, either.Token));
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new MediaHostException("Cloudinary stopped sending.", e);
        }
    }

    private static int Some(int count) => count > 0 ? count : throw new EndOfStreamException("Cloudinary sent less than it said.");

    private static int Fit(int wanted, long most) => (int)Math.Min(wanted, most);
}
