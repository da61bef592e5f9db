using System.Net.Sockets;
using System.Text;
using VideoTube.Tests.Testing;
using VideoTube.Uploads;

namespace VideoTube.Tests.Uploads;

/// <summary>Uploads at the level of bytes on a connection.</summary>
public sealed class UploadConnectionTests
{
    [Fact]
    public async Task A_client_that_dies_while_sending_leaves_nothing_behind()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(4, "640x360"));
        using (var socket = await ConnectAsync(site))
        {
            var head = Head(owner, clip.Length + 1000);
            await socket.SendAsync(Encoding.ASCII.GetBytes(head));
            await socket.SendAsync(clip.AsMemory(0, clip.Length - 100));
            for (var wait = 0; site.TemporaryFiles().Count == 0 && wait < 500; wait++)
                await Task.Delay(10);
            Assert.Single(site.TemporaryFiles());
            socket.LingerState = new LingerOption(enable: true, seconds: 0); // a reset, as when a process dies
        }

        for (var wait = 0; site.TemporaryFiles().Count > 0 && wait < 500; wait++)
            await Task.Delay(10);
        await site.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_picture_on_its_way_lies_where_the_next_start_sweeps()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var socket = await ConnectAsync(site);
        var part = "--b\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"a.jpg\"\r\n\r\n";

        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"PATCH /api/v1/users/avatar HTTP/1.1\r\nHost: {site.Address.Authority}\r\nAuthorization: Bearer {owner.Client.Token}\r\n"
            + $"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n{part}"));
        await socket.SendAsync(new byte[400_000]);
        for (var wait = 0; site.TemporaryFiles().Count == 0 && wait < 500; wait++)
            await Task.Delay(10);

        Assert.Equal(site.Get<UploadFolder>().Path, Path.GetDirectoryName(Assert.Single(site.TemporaryFiles())));
    }

    [Theory]
    [InlineData("Authorization: Bearer wrong\r\n", "multipart/form-data; boundary=b", 1000, "401")]
    [InlineData(null, "application/octet-stream", 1000, "415")]
    [InlineData(null, "multipart/form-data; boundary=b", 30_000_000, "413")]
    [InlineData(null, "multipart/form-data; boundary=b", 1L << 60, "413")]
    public async Task Headers_alone_refuse_before_the_body_is_asked_for(string? authorization, string type, long length, string status)
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["UPLOAD_MAX_BYTES"] = "2000000" });
        using var owner = await site.SignUpAsync();
        using var socket = await ConnectAsync(site);

        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/videos HTTP/1.1\r\nHost: {site.Address.Authority}\r\n{authorization ?? $"Authorization: Bearer {owner.Client.Token}\r\n"}"
            + $"Content-Type: {type}\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n\r\n"));
        var buffer = new byte[4096];
        var answer = Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer));

        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
    }

    [Fact]
    public async Task No_video_is_refused_by_its_first_bytes()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var socket = await ConnectAsync(site);

        // Less than a hundredth of what is announced: the answer comes all the same.
        await socket.SendAsync(Encoding.ASCII.GetBytes(Head(owner, 100_000_000)));
        await socket.SendAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("Nothing to see here. ", 20_000))));
        var buffer = new byte[4096];
        var answer = Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer));

        Assert.StartsWith("HTTP/1.1 422 ", answer);
        await site.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData("visibility", "everyone")]
    [InlineData("title", " ")]
    public async Task Fields_before_the_file_are_judged_before_it_is_read(string field, string value)
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        using var socket = await ConnectAsync(site);

        // Of the file itself nothing is sent.
        await socket.SendAsync(Encoding.ASCII.GetBytes(Head(owner, 100_000_000, $"--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[4096];
        var answer = Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token));

        Assert.StartsWith("HTTP/1.1 422 ", answer);
        Assert.Contains($"\"field\":\"{field}\"", answer);
        await site.AssertNothingIsLeftAsync();
    }

    private static string Head(Member owner, long length, string fields = "") =>
        $"POST /api/v1/videos HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {owner.Client.Token}\r\n"
        + $"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {length}\r\n\r\n"
        + fields + "--b\r\nContent-Disposition: form-data; name=\"videoFile\"; filename=\"a.mp4\"\r\n\r\n";

    private static async Task<Socket> ConnectAsync(TestSite site)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(site.Address.Host, site.Address.Port);
        return socket;
    }
}
