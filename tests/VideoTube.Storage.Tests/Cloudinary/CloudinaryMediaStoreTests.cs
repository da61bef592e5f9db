using System.Net;
using System.Security.Cryptography;
using VideoTube.Storage.Cloudinary;

namespace VideoTube.Storage.Tests.Cloudinary;

public sealed class CloudinaryMediaStoreTests : MediaStoreConformance, IAsyncLifetime
{
    private const int ChunkLength = 5 * 1024 * 1024;

    private readonly TempFolder sources = new();
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly MovedTime time = new();
    private CloudinaryStandIn cloudinary = null!;
    private CloudinaryMediaStore store = null!;

    protected override IMediaStore Store => store;

    protected override string PathForSource(string name) => Path.Combine(sources.FullName, name);

    public async ValueTask InitializeAsync()
    {
        cloudinary = await CloudinaryStandIn.StartAsync(time);
        store = StoreIn("sites/first");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await cloudinary.DisposeAsync();
        sources.Dispose();
    }

    [Theory]
    [InlineData(ChunkLength, "")]
    [InlineData(ChunkLength + 1, "bytes 0-5242879/-1", "bytes 5242880-5242880/5242881")]
    [InlineData(2 * ChunkLength, "bytes 0-5242879/-1", "bytes 5242880-10485759/10485760")]
    public async Task What_is_longer_than_a_chunk_is_sent_in_chunks(int length, params string[] ranges)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        await PutAsync(Key, bytes);
        Assert.Equal(ranges, cloudinary.Ranges);
        Assert.Equal(bytes, await ReadAsync(Key));
    }

    [Fact]
    public async Task Nothing_is_visible_before_the_last_chunk_is_in()
    {
        await PutAsync(Key, [1, 2, 3]);
        await Assert.ThrowsAsync<EndOfStreamException>(() => store.PutAsync(Key, new FailingStream(ChunkLength + 1), Ct));

        Assert.Equal(1, cloudinary.Files.Unfinished);
        Assert.Equal([1, 2, 3], await ReadAsync(Key));
    }

    [Fact]
    public async Task A_signed_address_is_readable_by_whoever_has_it_until_it_ends()
    {
        await PutAsync(Key, [1, 2, 3]);
        var address = AddressOf(Key);

        Assert.DoesNotContain(CloudinaryStandIn.Secret, address.AbsoluteUri);
        Assert.Equal([1, 2, 3], await http.GetByteArrayAsync(address, Ct));
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal([1, 2, 3], await http.GetByteArrayAsync(address, Ct));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(address, Ct)).StatusCode);
        Assert.Equal([1, 2, 3], await ReadAsync(Key));
    }

    [Fact]
    public async Task A_signed_address_cannot_be_turned_to_another_file_or_a_later_end()
    {
        await PutAsync(Key, [1]);
        await PutAsync(MediaKey.Parse("videos/other"), [2]);
        var address = AddressOf(Key).AbsoluteUri;
        var end = address.Split("expires_at=")[1].Split('&')[0];

        var turned = address.Replace(Uri.EscapeDataString($"sites/first/{Key}"), "sites%2Ffirst%2Fvideos%2Fother");
        foreach (var forged in new[] { turned, address.Replace(end, end + "0") })
        {
            Assert.NotEqual(address, forged);
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(forged, Ct)).StatusCode);
        }
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(3, 4L)]
    [InlineData(9, 1L)]
    [InlineData(10, null)]
    public async Task A_range_that_the_server_ignores_is_skipped_to(int offset, long? length)
    {
        byte[] bytes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        await PutAsync(Key, bytes);
        cloudinary.IgnoresRanges = true;

        Assert.Equal(bytes.Skip(offset).Take((int)(length ?? 10)), await ReadAsync(Key, offset, length));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.OpenAsync(Key, 11, null, Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.OpenAsync(Key, 9, 2, Ct));
    }

    [Fact]
    public async Task An_empty_file_is_empty_although_Cloudinary_takes_none()
    {
        await PutAsync(Key, []);

        Assert.NotEmpty(cloudinary.Files.Below("").Single().Bytes);
        Assert.Equal(0, (await store.FindAsync(Key, Ct))!.Length);
        Assert.Empty(await ReadAsync(Key, 0, 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.OpenAsync(Key, 0, 1, Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.OpenAsync(Key, 1, null, Ct));

        await PutAsync(Key, [1]);
        Assert.Equal([1], await ReadAsync(Key));
    }

    [Fact]
    public async Task Keys_longer_than_public_ids_are_kept_apart_listed_and_deleted()
    {
        var deep = MediaKey.Parse($"v/{new string('a', 240)}");
        var others = new[] { MediaKey.Parse("v/short"), MediaKey.Parse($"v/{new string('a', 241)}/x") };
        MediaKey[] keys = [deep / "one.m4s", deep / "two.m4s"];
        foreach (var key in keys.Concat(others))
            await PutAsync(key, [(byte)key.Value.Length]);

        Assert.All(cloudinary.Files.Names, name => Assert.InRange(name.Length, 1, 255));
        Assert.Equal(keys.Select(k => k.Value), (await ListAsync(deep.Value)).Order(StringComparer.Ordinal));
        await store.DeleteAllAsync(deep, Ct);
        Assert.Equal(others.Select(k => k.Value).Order(StringComparer.Ordinal), (await ListAsync("v")).Order(StringComparer.Ordinal));
        Assert.Equal([(byte)others[1].Value.Length], await ReadAsync(others[1]));
        await store.DeleteAllAsync(MediaKey.Parse("v"), Ct);
        Assert.Empty(cloudinary.Files.Names);
    }

    [Fact]
    public async Task A_folder_of_more_than_one_request_deletes_goes_whole()
    {
        for (var i = 0; i < 250; i++)
            await PutAsync(MediaKey.Parse($"videos/x/{i}"), [1]);
        await store.DeleteAllAsync(MediaKey.Parse("videos/x"), Ct);
        Assert.Empty(cloudinary.Files.Names);
    }

    [Fact]
    public async Task Stores_in_different_folders_of_an_account_do_not_see_each_other()
    {
        var whole = StoreIn(folder: null);
        await whole.PutAsync(Key, new MemoryStream([7]), Ct);
        await StoreIn("sites/second").PutAsync(Key, new MemoryStream([8]), Ct);
        Assert.Null(await store.FindAsync(Key, Ct));

        await PutAsync(Key, [9]);
        Assert.Equal([$"sites/first/{Key}", $"sites/second/{Key}", Key.Value], cloudinary.Files.Names.Order(StringComparer.Ordinal));
        Assert.Equal([Key.Value], await ListAsync("videos"));
        await store.DeleteAllAsync(MediaKey.Parse("videos"), Ct);
        Assert.Null(await store.FindAsync(Key, Ct));
        Assert.NotNull(await whole.FindAsync(Key, Ct));
    }

    private CloudinaryMediaStore StoreIn(string? folder) => new(AccountIn(folder), http, time, ChunkLength);

    private CloudinaryAccount AccountIn(string? folder) =>
        new(CloudinaryStandIn.Cloud, CloudinaryStandIn.Key, CloudinaryStandIn.Secret, cloudinary.Address, folder);

    private Uri AddressOf(MediaKey key) =>
        new CloudinaryApi(AccountIn("sites/first"), http, time).DownloadAddress($"sites/first/{key}", TimeSpan.FromMinutes(10));
}
