using System.Buffers;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace VideoTube.Storage.S3;

/// <summary>
/// Sends bytes in one request, or in parts where there are many: a part is sent again alone when the line breaks. Each goes
/// with its MD5, by which the service refuses what was changed on the way. An object appears when its last part is there.
/// </summary>
/// <param name="isSealed">The line is encrypted: then the body needs no signature of its own, which not all services take.</param>
internal sealed class S3Uploads(AmazonS3Client client, string bucket, bool isSealed)
{
    private const int SmallestPart = 8 << 20;

    /// <summary>The protocol takes 10,000.</summary>
    private const int MaxParts = 9_000;

    /// <summary>For content that does not say how long it is.</summary>
    private const int PartOfUnknown = 32 << 20;

    private const int AtOnce = 4;

    public async Task PutAsync(string name, string type, Stream content, CancellationToken ct)
    {
        var size = PartSize(content);
        var first = await ReadPartAsync(content, 1, size, ct);
        if (first.Length == size && await ReadPartAsync(content, 2, size, ct) is { Length: > 0 } second)
            await PutPartsAsync(name, type, content, size, first, second, ct);
        else
            await PutWholeAsync(name, type, first, ct);
    }

    /// <summary>Drops uploads in parts that began before a time: their process died, and their parts cost room.</summary>
    public async Task<int> DropAsync(string prefix, DateTimeOffset before, CancellationToken ct)
    {
        var dropped = 0;
        var request = new ListMultipartUploadsRequest { BucketName = bucket, Prefix = prefix };
        ListMultipartUploadsResponse page;
        do
        {
            page = await client.ListMultipartUploadsAsync(request, ct);
            foreach (var upload in page.MultipartUploads ?? [])
            {
                if (upload.Initiated?.ToUniversalTime() is not { } began || began >= before.UtcDateTime)
                    continue;
                await client.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId, ct);
                dropped++;
            }

            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);
        return dropped;
    }

    private async Task PutWholeAsync(string name, string type, Part part, CancellationToken ct)
    {
        using (part)
            await client.PutObjectAsync(new PutObjectRequest
            {
                BucketName = bucket, Key = name, ContentType = type, InputStream = part.Open(), MD5Digest = part.Md5,
                UseChunkEncoding = false, DisablePayloadSigning = isSealed, AutoCloseStream = false,
            }, ct);
    }

    private async Task PutPartsAsync(string name, string type, Stream content, int size, Part first, Part second, CancellationToken ct)
    {
        var upload = await client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = name, ContentType = type }, ct);
        try
        {
            var tags = await SendPartsAsync(new Upload(name, upload.UploadId), content, size, new Queue<Part>([first, second]), ct);
            await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
            {
                BucketName = bucket, Key = name, UploadId = upload.UploadId, PartETags = tags,
            }, ct);
        }
        catch
        {
            await TryAbortAsync(name, upload.UploadId);
            throw;
        }
    }

    /// <summary>A few at once; the next is read when one has arrived.</summary>
    private async Task<List<PartETag>> SendPartsAsync(Upload upload, Stream content, int size, Queue<Part> read, CancellationToken ct)
    {
        var tags = new List<PartETag>();
        var sending = new HashSet<Task<PartETag>>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            for (var number = read.Count; ;)
            {
                if (!read.TryDequeue(out var part) && (part = await ReadPartAsync(content, ++number, size, ct)).Length == 0)
                    break;
                sending.Add(SendPartAsync(upload, part, stop.Token));
                if (sending.Count == AtOnce)
                    tags.Add(await NextOfAsync(sending));
            }

            while (sending.Count > 0)
                tags.Add(await NextOfAsync(sending));
            return [.. tags.OrderBy(tag => tag.PartNumber)];
        }
        finally
        {
            // Their buffers go back when they have ended.
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(sending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var unsent in read)
                unsent.Dispose();
        }
    }

    private static async Task<PartETag> NextOfAsync(HashSet<Task<PartETag>> sending)
    {
        var done = await Task.WhenAny(sending);
        sending.Remove(done);
        return await done;
    }

    private async Task<PartETag> SendPartAsync(Upload upload, Part part, CancellationToken ct)
    {
        using (part)
        {
            var sent = await client.UploadPartAsync(new UploadPartRequest
            {
                BucketName = bucket, Key = upload.Name, UploadId = upload.Id, PartNumber = part.Number, PartSize = part.Length,
                InputStream = part.Open(), MD5Digest = part.Md5, UseChunkEncoding = false, DisablePayloadSigning = isSealed,
            }, ct);
            return new PartETag(part.Number, sent.ETag);
        }
    }

    /// <summary>What cannot be dropped now is dropped by <see cref="DropAsync"/>.</summary>
    private async Task TryAbortAsync(string name, string id)
    {
        try
        {
            await client.AbortMultipartUploadAsync(bucket, name, id, CancellationToken.None);
        }
        catch (Exception e) when (e is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or HttpRequestException)
        {
            // The fault that led here is the one to tell.
        }
    }

    private static int PartSize(Stream content)
    {
        if (!content.CanSeek)
            return PartOfUnknown;
        var needed = (content.Length - content.Position) / MaxParts + 1;
        return (int)Math.Max(SmallestPart, Math.Min(needed, Array.MaxLength));
    }

    private static async Task<Part> ReadPartAsync(Stream content, int number, int size, CancellationToken ct)
    {
        var wanted = content.CanSeek ? (int)Math.Clamp(content.Length - content.Position, 1, size) : size;
        var buffer = ArrayPool<byte>.Shared.Rent(wanted);
        try
        {
            return new Part(number, buffer, await content.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, ct));
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private readonly record struct Upload(string Name, string Id);

    private sealed class Part(int number, byte[] buffer, int length) : IDisposable
    {
        public int Number => number;

        public int Length => length;

        public string Md5 { get; } = Convert.ToBase64String(HashData(buffer.AsSpan(0, length)));

        public MemoryStream Open() => new(buffer, 0, length, writable: false);

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

#pragma warning disable CA5351 // Content-MD5 (RFC 1864) finds damage; it keeps no secret.
        private static byte[] HashData(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
    }
}
