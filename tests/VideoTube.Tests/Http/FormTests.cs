using System.Net.Sockets;
using System.Text;
using VideoTube.Http;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Videos;

namespace VideoTube.Tests.Http;

public sealed class FormTests
{
    [Theory]
    [InlineData("a=1&b=two+words", """{"a":"1","b":"two words"}""")]
    [InlineData("user[name]=Ada&user[tags][]=x&user[tags][]=y", """{"user":{"name":"Ada","tags":["x","y"]}}""")]
    [InlineData("a=1&a=2&a=3", """{"a":["1","2","3"]}""")]
    [InlineData("a[]=1", """{"a":["1"]}""")]
    [InlineData("a=1&a[b]=2", """{"a":{"b":"2"}}""")]
    [InlineData("", "{}")]
    public void Bracketed_keys_are_nested(string form, string json) => Assert.Equal(json, FormTree.Parse(form).ToJsonString());

    [Fact]
    public async Task Code_100_what_is_refused_by_its_headers_never_sends_its_body()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var client = site.NewClient();
        var person = await Person.JoinAsync(client);

        Assert.Contains(" 401 ", await ExpectAsync(site, "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000"));
        Assert.Contains(" 413 ", await ExpectAsync(site, $"Authorization: Bearer {person.AccessToken}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 99000000"));
        Assert.Contains(" 415 ", await ExpectAsync(site, $"Authorization: Bearer {person.AccessToken}\r\nContent-Type: application/json\r\nContent-Length: 1000"));
        Assert.Contains(" 100 ", await ExpectAsync(site, $"Authorization: Bearer {person.AccessToken}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000"));
    }

    [Theory]
    [InlineData("""{"title":"first","title":"second"}""")]
    [InlineData("""{"title":"half a pair \ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    public async Task JSON_that_parses_and_yet_cannot_be_read_is_unreadable(string json)
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var video = await site.AddAsync(owner, new Listed("Untouched"));

        var answer = await owner.Client.PatchAsync($"videos/{video}", json);

        Assert.Equal((400, "body.unreadable"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_file_without_a_name_is_told_in_words()
    {
        var site = await SharedSites.On(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var form = new ByteArrayContent("--b\r\nContent-Disposition: form-data; filename=\"a.mp4\"\r\n\r\nbytes\r\n--b--\r\n"u8.ToArray());
        form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");

        var answer = await owner.Client.SendAsync(HttpMethod.Post, "videos", form);

        Assert.Equal((400, "body.unreadable", "A file in the form has no name: its part needs Content-Disposition: form-data; name=…"), (answer.Status, answer.Code, answer.Message));
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(122, true)]
    [InlineData(5, false)]
    public void A_full_disk_and_a_used_up_quota_are_the_same(int errno, bool isFull) =>
        Assert.Equal(isFull, MultipartForm.IsDiskFull(new IOException("Writing failed", errno)));

    /// <summary>The first status line that an upload with <c>Expect: 100-continue</c> gets before it sends its body.</summary>
    private static async Task<string> ExpectAsync(TestSite site, string headers)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(site.Address.Host, site.Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"PATCH /api/v1/users/avatar HTTP/1.1\r\nHost: {site.Address.Authority}\r\nExpect: 100-continue\r\n{headers}\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadLineAsync() ?? "";
    }
}
