using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads.Tus;

/// <summary>The requests of tus 1.0, as a client sends them.</summary>
internal static class TusRequests
{
    public static readonly (string Name, string Value) Version = ("Tus-Resumable", "1.0.0");

    public static Task<Answer> BeginAsync(this Client client, long length, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, "uploads", null, [Version, ("Upload-Length", $"{length}"), .. headers]);

    /// <summary>Begins an upload that must be taken; gives its address.</summary>
    public static async Task<string> BegunAsync(this Client client, long length, params (string Name, string Value)[] headers)
    {
        var answer = await client.BeginAsync(length, headers);
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Header("Location")!;
    }

    public static Task<Answer> TellAsync(this Client client, string address) => client.SendAsync(HttpMethod.Head, address, null, Version);

    /// <summary>How far an upload is.</summary>
    public static async Task<long> OffsetAsync(this Client client, string address)
    {
        var answer = await client.TellAsync(address);
        Assert.Equal(200, answer.Status);
        return long.Parse(answer.Header("Upload-Offset")!);
    }

    public static Task<Answer> AddAsync(this Client client, string address, long offset, ReadOnlyMemory<byte> bytes, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Patch, address, Bytes(bytes), [Version, ("Upload-Offset", $"{offset}"), .. headers]);

    public static Task<Answer> EndAsync(this Client client, string address) => client.SendAsync(HttpMethod.Delete, address, null, Version);

    public static ReadOnlyMemoryContent Bytes(ReadOnlyMemory<byte> bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } };

    public static (string Name, string Value) Metadata(params (string Name, string Value)[] values) =>
        ("Upload-Metadata", string.Join(',', values.Select(pair => $"{pair.Name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Value))}")));

    /// <summary>A PATCH on a connection of its own, of which only so many bytes are sent.</summary>
    public static async Task<Socket> AddOnSocketAsync(Uri site, string token, string address, long offset, long announced, ReadOnlyMemory<byte> sent, string headers = "")
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(site.Host, site.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"PATCH {address} HTTP/1.1\r\nHost: {site.Authority}\r\nAuthorization: Bearer {token}\r\nTus-Resumable: 1.0.0\r\n{headers}"
            + $"Content-Type: application/offset+octet-stream\r\nUpload-Offset: {offset}\r\nContent-Length: {announced}\r\n\r\n"));
        await socket.SendAsync(sent);
        return socket;
    }

    /// <summary>As when a process dies.</summary>
    public static void Reset(this Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    public static string BytesOf(this TestSite site, string address) => Path.Combine(site.DataFolder, "uploads", Path.GetFileName(address), "data");

    /// <summary>Fails the test unless nothing of any upload is left.</summary>
    public static void AssertNoUploads(this TestSite site) => Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(site.DataFolder, "uploads")));
}
