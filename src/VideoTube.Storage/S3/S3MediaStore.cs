using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using VideoTube.Storage.Local;

namespace VideoTube.Storage.S3;

/// <summary>
/// Media in a bucket of Amazon S3 or of any service that speaks its protocol, one object a key. Requests keep to what all of
/// them understand: no checksums in trailers, no chunked signatures.
/// </summary>
public sealed class S3MediaStore : IMediaStore, ISignedAddresses, IUnfinishedPuts, IDisposable
{
    /// <summary>What DeleteObjects and ListObjectsV2 take at once.</summary>
    private const int PageSize = 1000;

    /// <summary>For an answer to begin; only sending takes longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly S3Bucket bucket;
    private readonly AmazonS3Client client;
    private readonly AmazonS3Client signer;
    private readonly S3Uploads uploads;

    public S3MediaStore(S3Bucket bucket)
    {
        this.bucket = bucket;
        client = Connect(bucket, bucket.Endpoint);
        signer = bucket.PublicEndpoint is null ? client : Connect(bucket, bucket.PublicEndpoint);
        uploads = new S3Uploads(client, bucket.Name, isSealed: bucket.Endpoint?.Scheme != Uri.UriSchemeHttp);
    }

    public Task<MediaFacts?> FindAsync(MediaKey key, CancellationToken ct) => AskAsync(key, ct, async token =>
    {
        try
        {
            var head = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket.Name, Key = NameOf(key) }, token);
            return FactsOf(head.ContentLength, head.LastModified, head.ETag);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    });

    public async Task<Stream> OpenAsync(MediaKey key, long offset, long? length, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        // The protocol has no range of no bytes.
        if (length == 0 || await GetAsync(key, offset, length, ct) is not { } answer)
        {
            var facts = await FindAsync(key, ct) ?? throw new MediaNotFoundException(key);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, facts.Length);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(length ?? 0, facts.Length - offset, nameof(length));
            return Stream.Null;
        }

        if (length > answer.ContentLength)
        {
            answer.Dispose();
            throw new ArgumentOutOfRangeException(nameof(length), length, "The range ends beyond the file.");
        }

        return new S3Download(answer, answer.ContentLength);
    }

    public Task PutAsync(MediaKey key, Stream content, CancellationToken ct) => WordedAsync(key, async () =>
    {
        await uploads.PutAsync(NameOf(key), MediaTypes.Of(key.Value), content, ct);
        return true;
    });

    public async Task PutFileAsync(MediaKey key, string path, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using (var file = SourceFile.Open(path))
            await PutAsync(key, file, ct);
        File.Delete(path);
    }

    public async Task<bool> DeleteAsync(MediaKey key, CancellationToken ct)
    {
        // The protocol answers the same whether or not there was one.
        if (await FindAsync(key, ct) is null)
            return false;
        await AskAsync(key, ct, token => client.DeleteObjectAsync(bucket.Name, NameOf(key), token));
        return true;
    }

    public async Task DeleteAllAsync(MediaKey folder, CancellationToken ct)
    {
        await foreach (var page in PagesAsync(folder, ct))
        {
            var deleted = await AskAsync(folder, ct, token => client.DeleteObjectsAsync(new DeleteObjectsRequest
            {
                BucketName = bucket.Name, Objects = page.ConvertAll(item => new KeyVersion { Key = item.Key }), Quiet = true,
            }, token));
            if (deleted.DeleteErrors is [var error, ..])
                throw new MediaHostException($"{bucket} did not delete {error.Key}: {error.Code} {error.Message}");
        }
    }

    public async IAsyncEnumerable<MediaKey> ListAsync(MediaKey folder, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var page in PagesAsync(folder, ct))
            foreach (var item in page)
                if (MediaKey.TryParse(item.Key[Prefix.Length..], out var key))
                    yield return key;
    }

    public Uri? Sign(MediaKey key, TimeSpan lifetime) => new(signer.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = bucket.Name, Key = NameOf(key), Expires = TimeProvider.System.GetUtcNow().UtcDateTime + lifetime, // the library subtracts the same clock
        Protocol = (bucket.PublicEndpoint ?? bucket.Endpoint)?.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
    }));

    public Task<int> DropUnfinishedAsync(DateTimeOffset before, CancellationToken ct) => WordedAsync(null, () => uploads.DropAsync(Prefix, before, ct));

    /// <exception cref="MediaHostException">The bucket is not there, or may not be used; in words for whoever set it up.</exception>
    public Task CheckAsync(CancellationToken ct) => AskAsync(null, ct, token =>
        client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket.Name, Prefix = Prefix, MaxKeys = 1 }, token));

    public void Dispose()
    {
        client.Dispose();
        signer.Dispose();
    }

    private string Prefix => bucket.Folder is null ? "" : $"{bucket.Folder}/";

    private string NameOf(MediaKey key) => Prefix + key.Value;

    /// <summary>Null when the range begins at or beyond the end.</summary>
    private Task<GetObjectResponse?> GetAsync(MediaKey key, long offset, long? length, CancellationToken ct) => AskAsync(key, ct, async token =>
    {
        try
        {
            return await client.GetObjectAsync(new GetObjectRequest
            {
                BucketName = bucket.Name, Key = NameOf(key),
                ByteRange = offset == 0 && length is null ? null : length is null ? new ByteRange($"bytes={offset}-") : new ByteRange(offset, LastOf(offset, length.Value)),
            }, token);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return null;
        }
    });

    private static long LastOf(long offset, long length) => length > long.MaxValue - offset ? long.MaxValue : offset + length - 1;

    private async IAsyncEnumerable<List<S3Object>> PagesAsync(MediaKey folder, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = bucket.Name, Prefix = NameOf(folder) + "/", MaxKeys = PageSize };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync(folder, ct, token => client.ListObjectsV2Async(request, token));
            if (page.S3Objects is { Count: > 0 } items)
                yield return items;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    private Task<T> AskAsync<T>(MediaKey? key, CancellationToken ct, Func<CancellationToken, Task<T>> question) => WordedAsync(key, async () =>
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        enough.CancelAfter(Patience);
        try
        {
            return await question(enough.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {Patience.TotalSeconds:0} s.", e);
        }
    });

    /// <summary>Says in the store's own words what the service refused.</summary>
    private async Task<T> WordedAsync<T>(MediaKey? key, Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey" && key is { } missing)
        {
            throw new MediaNotFoundException(missing);
        }
        catch (AmazonS3Exception e) when (key is { } refused && IsFull(e))
        {
            throw new MediaStoreFullException(refused, e);
        }
        catch (AmazonServiceException e)
        {
            throw new MediaHostException($"{bucket} refused: {(int)e.StatusCode} {e.ErrorCode} {e.Message}", e) { IsRefusal = (int)e.StatusCode is >= 400 and < 500 and not 408 and not 429 };
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException or TimeoutException or WebException
            || e is OperationCanceledException { InnerException: TimeoutException })
        {
            throw new MediaHostException($"{bucket} does not answer: {e.Message}", e);
        }
    }

    /// <summary>The standard knows no quota; these are the codes of services that have one.</summary>
    private static bool IsFull(AmazonS3Exception e) =>
        e.StatusCode == HttpStatusCode.InsufficientStorage
        || e.ErrorCode is "QuotaExceeded" or "XMinioStorageFull" or "XMinioAdminBucketQuotaExceeded" or "InsufficientCapacity" or "TooManyObjects";

    private static MediaFacts FactsOf(long length, DateTime? modified, string tag) => new(
        length, modified is { } at ? new DateTimeOffset(at.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.UnixEpoch, tag.StartsWith('"') ? tag : $"\"{tag}\"");

    private static AmazonS3Client Connect(S3Bucket bucket, Uri? endpoint)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = bucket.Region,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            Timeout = TimeSpan.FromMinutes(5), // of one part, on a slow line
            MaxErrorRetry = 2,
        };
        if (endpoint is null)
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(bucket.Region);
        else
            (config.ServiceURL, config.ForcePathStyle) = (endpoint.ToString(), true);
        return new AmazonS3Client(new BasicAWSCredentials(bucket.AccessKeyId, bucket.SecretAccessKey), config);
    }
}
