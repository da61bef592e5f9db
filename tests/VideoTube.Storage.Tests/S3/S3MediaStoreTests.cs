using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using VideoTube.Storage.S3;
using VideoTube.Testing;

namespace VideoTube.Storage.Tests.S3;

public sealed class S3MediaStoreTests : MediaStoreConformance, IClassFixture<SharedS3Server>, IDisposable
{
    private readonly TempFolder sources = new();
    private readonly S3Bucket bucket;
    private readonly S3MediaStore store;

    public S3MediaStoreTests(SharedS3Server shared)
    {
        bucket = BucketAt(shared.Address) with { Folder = Guid.NewGuid().ToString("N") };
        store = new S3MediaStore(bucket);
    }

    protected override IMediaStore Store => store;

    protected override string PathForSource(string name) => Path.Combine(sources.FullName, name);

    public void Dispose()
    {
        store.Dispose();
        sources.Dispose();
    }

    [Theory]
    [InlineData((8 << 20) - 1)]
    [InlineData(8 << 20)]
    [InlineData((8 << 20) + 1)]
    [InlineData(50_000_000)]
    public async Task A_file_of_many_parts_arrives_whole(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        var path = sources.File("film", bytes);

        await store.PutFileAsync(Key, path, Ct);

        Assert.False(File.Exists(path));
        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await ReadAsync(Key)));
        Assert.Equal(bytes[^7..], await ReadAsync(Key, length - 7));
        Assert.Equal(0, await store.DropUnfinishedAsync(DateTimeOffset.MaxValue, Ct));
    }

    [Fact]
    public async Task Parts_of_content_that_fails_are_dropped()
    {
        await Assert.ThrowsAsync<EndOfStreamException>(() => store.PutAsync(Key, new FailingStream(20 << 20), Ct));
        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync(Key, new FailingStream(20 << 20, cancelled), cancelled.Token));

        Assert.Null(await store.FindAsync(Key, Ct));
        Assert.Equal(0, await store.DropUnfinishedAsync(DateTimeOffset.MaxValue, Ct));
    }

    [Fact]
    public async Task Parts_that_a_dead_process_left_are_dropped_when_they_are_old()
    {
        using var other = new AmazonS3Client(new BasicAWSCredentials(S3Server.Key, S3Server.Key), new AmazonS3Config
        {
            ServiceURL = bucket.Endpoint!.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1",
        });
        await other.InitiateMultipartUploadAsync(S3Server.Bucket, $"{bucket.Folder}/{Key}", Ct);

        Assert.Equal(0, await store.DropUnfinishedAsync(DateTimeOffset.UtcNow.AddHours(-1), Ct));
        Assert.Equal(1, await store.DropUnfinishedAsync(DateTimeOffset.UtcNow.AddHours(1), Ct));
        Assert.Equal(0, await store.DropUnfinishedAsync(DateTimeOffset.UtcNow.AddHours(1), Ct));
    }

    [Fact]
    public async Task A_signed_address_gives_the_file_with_its_type_to_whoever_has_it_for_a_while()
    {
        await PutAsync(MediaKey.Parse("v/clip.mp4"), [1, 2, 3, 4]);
        using var browser = new HttpClient();

        using var part = new HttpRequestMessage(HttpMethod.Get, store.Sign(MediaKey.Parse("v/clip.mp4"), TimeSpan.FromMinutes(5))) { Headers = { { "Range", "bytes=1-2" } } };
        using var answer = await browser.SendAsync(part, Ct);
        using var late = await browser.GetAsync(store.Sign(MediaKey.Parse("v/clip.mp4"), TimeSpan.FromHours(-2)), Ct);
        using var unsigned = await browser.GetAsync(new Uri(bucket.Endpoint!, $"/videotube/{bucket.Folder}/v/clip.mp4"), Ct);

        Assert.Equal((HttpStatusCode.PartialContent, "video/mp4"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal([2, 3], await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, unsigned.StatusCode);
    }

    [Fact]
    public void A_signed_address_is_where_browsers_reach_the_service()
    {
        using var inside = new S3MediaStore(bucket with { PublicEndpoint = new Uri("https://media.example.org") });

        Assert.Equal("https://media.example.org", inside.Sign(Key, TimeSpan.FromMinutes(5))!.GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task Two_sites_share_a_bucket_by_their_folders()
    {
        using var one = new S3MediaStore(bucket with { Folder = $"{bucket.Folder}/sites/one" });
        using var two = new S3MediaStore(bucket with { Folder = $"{bucket.Folder}/sites/two" });
        await one.PutAsync(Key, new MemoryStream([1]), Ct);
        await two.PutAsync(Key, new MemoryStream([2, 2]), Ct);

        Assert.Equal(1, (await one.FindAsync(Key, Ct))!.Length);
        await two.DeleteAllAsync(MediaKey.Parse("videos"), Ct);
        Assert.Null(await two.FindAsync(Key, Ct));
        Assert.Equal(["sites/one/" + Key.Value], await ListAsync("sites"));
    }

    [Fact]
    public async Task More_files_than_one_request_lists_are_listed_and_deleted()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_201), Ct, async (i, ct) => await store.PutAsync(MediaKey.Parse($"v/s{i:d5}"), new MemoryStream([1]), ct));

        Assert.Equal(1_201, (await ListAsync("v")).Distinct().Count());
        await store.DeleteAllAsync(MediaKey.Parse("v"), Ct);
        Assert.Empty(await ListAsync("v"));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_in_words_without_the_secret()
    {
        Uri ended;
        await using (var server = await S3Server.StartAsync())
            ended = server.Address;
        using var away = new S3MediaStore(BucketAt(ended));
        foreach (var act in new Func<Task>[]
        {
            () => away.FindAsync(Key, Ct), () => away.PutAsync(Key, new MemoryStream([1]), Ct), () => away.OpenAsync(Key, 0, null, Ct),
            () => away.DeleteAllAsync(Key, Ct), () => away.CheckAsync(Ct),
        })
        {
            var fault = await Assert.ThrowsAsync<MediaHostException>(act);
            Assert.Contains("videotube at http://127.0.0.1", fault.Message);
            Assert.DoesNotContain(S3Server.Key, fault.ToString());
        }
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_and_a_wrong_secret_are_told_apart()
    {
        using var wrongBucket = new S3MediaStore(bucket with { Name = "nowhere" });
        using var wrongSecret = new S3MediaStore(bucket with { SecretAccessKey = "wrong-secret" });

        Assert.Contains("NoSuchBucket", (await Assert.ThrowsAsync<MediaHostException>(() => wrongBucket.CheckAsync(Ct))).Message);
        var refused = await Assert.ThrowsAsync<MediaHostException>(() => wrongSecret.CheckAsync(Ct));
        Assert.Contains("SignatureDoesNotMatch", refused.Message);
        Assert.DoesNotContain("wrong-secret", refused.ToString());
        await store.CheckAsync(Ct);
    }

    private static S3Bucket BucketAt(Uri address) => new(S3Server.Bucket, S3Server.Key, S3Server.Key, address);
}

public sealed class SharedS3Server : IAsyncLifetime
{
    private S3Server server = null!;

    public Uri Address => server.Address;

    public async ValueTask InitializeAsync() => server = await S3Server.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
