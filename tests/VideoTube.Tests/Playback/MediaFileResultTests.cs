using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using VideoTube.Playback;

namespace VideoTube.Tests.Playback;

public sealed class LocalMediaFileResultTests() : MediaFileResultTests(local: true);

public sealed class RemoteMediaFileResultTests() : MediaFileResultTests(local: false);

public abstract class MediaFileResultTests(bool local) : IAsyncLifetime
{
    private const string Key = "v/1/s00001.m4s";
    private static readonly byte[] Bytes = RandomNumberGenerator.GetBytes(1_300_000); // several turns of sending

    private MediaHost host = null!;

    public async ValueTask InitializeAsync()
    {
        host = await MediaHost.StartAsync(MediaCaching.Forever, local);
        await host.PutAsync(Key, Bytes);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_whole_file_comes_with_all_it_takes_to_cache_it_and_seek_in_it()
    {
        using var answer = await GetAsync(Key);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Bytes, await BodyAsync(answer));
        Assert.Equal(Bytes.Length, answer.Content.Headers.ContentLength);
        Assert.Equal("video/iso.segment", answer.Content.Headers.ContentType!.ToString());
        Assert.NotNull(answer.Content.Headers.LastModified);
        Assert.False(answer.Headers.ETag!.IsWeak);
        Assert.Equal("bytes", Header(answer, "Accept-Ranges"));
        Assert.Equal("public, max-age=31536000, immutable", Header(answer, "Cache-Control"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("cross-origin", Header(answer, "Cross-Origin-Resource-Policy"));
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=1000-", 1000, 1_299_000)]
    [InlineData("bytes=-5", 1_299_995, 5)]
    [InlineData("bytes=65535-65537", 65535, 3)]
    [InlineData("bytes=0-99,100-199", 0, 200)]
    public async Task Code_206_a_range_is_answered_with_its_bytes(string range, int offset, int length)
    {
        using var answer = await GetAsync(Key, ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes {offset}-{offset + length - 1}/{Bytes.Length}", answer.Content.Headers.ContentRange!.ToString());
        Assert.Equal(length, answer.Content.Headers.ContentLength);
        Assert.Equal(Bytes.AsSpan(offset, length).ToArray(), await BodyAsync(answer));
    }

    [Theory]
    [InlineData("items=0-5")]
    [InlineData("bytes=9-1")]
    [InlineData("bytes=0-1,90-99")]
    public async Task A_range_that_cannot_be_one_part_is_answered_with_the_whole(string range)
    {
        using var answer = await GetAsync(Key, ("Range", range));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Bytes, await BodyAsync(answer));
    }

    [Fact]
    public async Task Code_416_a_range_beyond_the_end_is_told_the_length()
    {
        using var answer = await GetAsync(Key, ("Range", "bytes=1300000-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal("bytes */1300000", answer.Content.Headers.ContentRange!.ToString());
        Assert.False(answer.Headers.Contains("Cache-Control"));
        Assert.Empty(await BodyAsync(answer));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("bytes=0-9")]
    public async Task HEAD_tells_what_a_GET_of_the_whole_would_and_sends_nothing(string? range)
    {
        using var answer = await host.SendAsync(HttpMethod.Head, Key, range is null ? [] : [("Range", range)]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Bytes.Length, answer.Content.Headers.ContentLength);
        Assert.Equal("bytes", Header(answer, "Accept-Ranges"));
        Assert.Empty(await BodyAsync(answer));
    }

    [Fact]
    public async Task An_empty_file_is_answered_with_nothing()
    {
        await host.PutAsync("v/empty.vtt", []);
        using var answer = await GetAsync("v/empty.vtt");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, answer.Content.Headers.ContentLength);

        using var range = await GetAsync("v/empty.vtt", ("Range", "bytes=0-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, range.StatusCode);
        Assert.Equal("bytes */0", range.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData("v/none.m4s")]
    [InlineData("v/1")]
    public async Task What_is_not_there_is_404_and_not_cached(string key)
    {
        using var answer = await GetAsync(key);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Cache-Control"));
        Assert.False(answer.Headers.Contains("ETag"));
    }

    [Fact]
    public async Task A_copy_that_is_still_good_is_not_sent_again()
    {
        var (tag, modified) = await ValidatorsAsync();
        foreach (var header in new[]
        {
            ("If-None-Match", tag), ("If-None-Match", "W/" + tag), ("If-None-Match", $"\"other\", {tag}"), ("If-None-Match", "*"),
            ("If-Modified-Since", modified.ToString("R")), ("If-Modified-Since", modified.AddDays(1).ToString("R")),
        })
        {
            using var answer = await GetAsync(Key, header);
            Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
            Assert.Equal(tag, answer.Headers.ETag!.ToString());
            Assert.Equal("public, max-age=31536000, immutable", Header(answer, "Cache-Control"));
            Assert.Empty(await BodyAsync(answer));
        }
    }

    [Fact]
    public async Task A_copy_that_is_old_or_unknown_is_sent_anew()
    {
        var (_, modified) = await ValidatorsAsync();
        (string, string)[][] requests =
        [
            [("If-None-Match", "\"other\"")],
            [("If-None-Match", "not a tag")],
            [("If-Modified-Since", modified.AddSeconds(-1).ToString("R"))],
            [("If-Modified-Since", "yesterday")],
            [("If-None-Match", "\"other\""), ("If-Modified-Since", modified.AddDays(1).ToString("R"))],
        ];
        foreach (var headers in requests)
        {
            using var answer = await GetAsync(Key, headers);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_failed_precondition_is_412_and_a_met_one_is_not_in_the_way()
    {
        var (tag, modified) = await ValidatorsAsync();
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(("If-Match", "\"other\"")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(("If-Match", "W/" + tag)));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(("If-Unmodified-Since", modified.AddSeconds(-1).ToString("R"))));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(("If-Match", tag)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(("If-Match", "*")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(("If-Unmodified-Since", modified.ToString("R"))));
    }

    [Fact]
    public async Task A_download_goes_on_only_with_the_file_it_began_with()
    {
        var (tag, modified) = await ValidatorsAsync();
        Assert.Equal(HttpStatusCode.PartialContent, await StatusAsync(("Range", "bytes=5-"), ("If-Range", tag)));
        Assert.Equal(HttpStatusCode.PartialContent, await StatusAsync(("Range", "bytes=5-"), ("If-Range", modified.ToString("R"))));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(("Range", "bytes=5-"), ("If-Range", "W/" + tag)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(("Range", "bytes=5-"), ("If-Range", modified.AddSeconds(1).ToString("R"))));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(("Range", "bytes=9999999-"), ("If-Range", "\"other\"")));

        await host.PutAsync(Key, RandomNumberGenerator.GetBytes(Bytes.Length));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(("Range", "bytes=5-"), ("If-Range", tag)));
    }

    [Fact]
    public async Task A_viewer_who_leaves_ends_the_work_without_an_error()
    {
        await host.PutAsync("v/long.mp4", new byte[64 * 1024 * 1024]);
        using (var viewer = new TcpClient())
        {
            await viewer.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
            await viewer.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /v/long.mp4 HTTP/1.1\r\nHost: x\r\n\r\n"), TestContext.Current.CancellationToken);
            await viewer.GetStream().ReadExactlyAsync(new byte[100_000], TestContext.Current.CancellationToken);
            Assert.False(host.LastAnswer.IsCompleted);
        }

        await host.LastAnswer.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_connection_serves_one_answer_after_another()
    {
        using var viewer = new TcpClient();
        await viewer.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        const string Request = "GET /" + Key + " HTTP/1.1\r\nHost: x\r\nRange: bytes=0-99999\r\n\r\n";
        const string Last = "GET /" + Key + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nRange: bytes=-1\r\n\r\n";
        await viewer.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Request + Request + Last), TestContext.Current.CancellationToken);
        var all = new MemoryStream();
        await viewer.GetStream().CopyToAsync(all, TestContext.Current.CancellationToken);

        var text = Encoding.Latin1.GetString(all.ToArray());
        Assert.Equal(3, text.Split("HTTP/1.1 206").Length - 1);
        Assert.Equal(2, text.Split(Encoding.Latin1.GetString(Bytes, 0, 100_000)).Length - 1);
    }

    private Task<HttpResponseMessage> GetAsync(string key, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Get, key, headers);

    private async Task<HttpStatusCode> StatusAsync(params (string, string)[] headers)
    {
        using var answer = await GetAsync(Key, headers);
        return answer.StatusCode;
    }

    private async Task<(string Tag, DateTimeOffset Modified)> ValidatorsAsync()
    {
        using var answer = await host.SendAsync(HttpMethod.Head, Key);
        return (answer.Headers.ETag!.ToString(), answer.Content.Headers.LastModified!.Value);
    }

    private static Task<byte[]> BodyAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
