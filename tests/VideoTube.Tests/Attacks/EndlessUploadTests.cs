using System.Net.Sockets;
using System.Text;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Uploads.Tus;

namespace VideoTube.Tests.Attacks;

/// <summary>Bodies that do not say how long they are, and go on.</summary>
public sealed class EndlessUploadTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_in_chunks_without_end_is_cut_off_at_the_limit(bool isForm)
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["UPLOAD_MAX_BYTES"] = "2000000", ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent());
        var upload = isForm ? "" : await owner.Client.BegunAsync(1_000_000);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(site.Address.Host, site.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"{(isForm ? "POST /api/v1/videos" : $"PATCH {upload}")} HTTP/1.1\r\nHost: {site.Address.Authority}\r\nAuthorization: Bearer {owner.Client.Token}\r\n"
            + $"Transfer-Encoding: chunked\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: {(isForm ? "multipart/form-data; boundary=b" : "application/offset+octet-stream")}\r\n\r\n"));
        if (isForm)
            await SendChunkAsync(socket, "--b\r\nContent-Disposition: form-data; name=\"videoFile\"; filename=\"a.mp4\"\r\n\r\n"u8.ToArray());
        await SendChunkAsync(socket, clip);
        var answer = ReadAsync(socket);
        var sent = 0L;
        for (var more = new byte[100_000]; !answer.IsCompleted && sent < 1L << 30; sent += more.Length)
            if (!await SendChunkAsync(socket, more))
                break;

        Assert.StartsWith("HTTP/1.1 413 ", await answer);
        Assert.True(sent < 1L << 30);
        await KillLab.UntilAsync(() => site.TemporaryFiles().Count == 0);
        if (!isForm)
        {
            Assert.Equal(0, await owner.Client.OffsetAsync(upload));
            Assert.Equal(204, (await owner.Client.EndAsync(upload)).Status);
            site.AssertNoUploads();
        }

        await site.AssertNothingIsLeftAsync();
    }

    /// <summary>False when nobody listens any more.</summary>
    private static async Task<bool> SendChunkAsync(Socket socket, byte[] bytes)
    {
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"));
            await socket.SendAsync(bytes);
            await socket.SendAsync("\r\n"u8.ToArray());
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        var buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
    }
}
