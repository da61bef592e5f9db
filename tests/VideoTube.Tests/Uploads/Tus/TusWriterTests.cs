using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using VideoTube.Tests.Testing;
using VideoTube.Uploads.Tus;

namespace VideoTube.Tests.Uploads.Tus;

/// <summary>Of two who write to one upload, one goes on; and a line that dropped shuts nobody out.</summary>
public sealed class TusWriterTests
{
    [Fact]
    public async Task Code_423_while_another_request_writes_and_not_when_that_has_fallen_silent()
    {
        var clock = new StillClock();
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" }, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(2, "320x180"));
        var address = await owner.Client.BegunAsync(clip.Length);
        using var first = await TusRequests.AddOnSocketAsync(site.Address, owner.Client.Token!, address, 0, clip.Length, clip.AsMemory(0, 5000));
        await KillLab.UntilAsync(() => new FileInfo(site.BytesOf(address)).Length == 5000);

        var refused = await owner.Client.AddAsync(address, 5000, clip.AsMemory(5000));
        Assert.Equal((423, "upload.busy", "1"), (refused.Status, refused.Code, refused.Header("Retry-After")));
        Assert.Equal(5000, await owner.Client.OffsetAsync(address));

        clock.Advance(TimeSpan.FromSeconds(2));
        Answer taken = null!;
        // It counts as silent from the moment that it waits, which may be only now.
        await KillLab.UntilAsync(async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return (taken = await owner.Client.AddAsync(address, 5000, clip.AsMemory(5000))).Status != 423;
        });

        Assert.Equal(204, taken.Status);
        var answer = await ReceiveAsync(first);
        Assert.StartsWith("HTTP/1.1 423 ", answer);
        Assert.Contains("Tus-Resumable: 1.0.0", answer);
        var video = (await owner.Client.GetAsync(taken.Header("Upload-Result")!)).Data;
        Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
    }

    [Fact]
    public async Task Of_many_who_write_at_once_one_wins_at_each_offset()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(2, "320x180"));
        var address = await owner.Client.BegunAsync(clip.Length);
        const int Piece = 5000;

        async Task<int> WriteAsync()
        {
            var won = 0;
            for (var offset = 0L; offset < clip.Length;)
            {
                var answer = await owner.Client.AddAsync(address, offset, clip.AsMemory((int)offset, Math.Min(Piece, clip.Length - (int)offset)));
                Assert.True(answer.Status is 204 or 423 or 409, answer.Text);
                won += answer.Status == 204 ? 1 : 0;
                offset = await owner.Client.OffsetAsync(address);
            }

            return won;
        }

        var won = await Task.WhenAll(WriteAsync(), WriteAsync(), WriteAsync(), WriteAsync());

        Assert.Equal((clip.Length + Piece - 1) / Piece, won.Sum());
        var video = (await owner.Client.GetAsync((await owner.Client.TellAsync(address)).Header("Upload-Result")!)).Data;
        Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
        Assert.Equal(1, await site.CountAsync("videos"));
    }

    [Fact]
    public async Task One_connection_serves_piece_after_piece()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var address = await owner.Client.BegunAsync(30, ("Upload-Concat", "partial"));
        using var socket = await TusRequests.AddOnSocketAsync(site.Address, owner.Client.Token!, address, 0, 10, new byte[10]);

        for (var offset = 10; offset <= 30; offset += 10)
        {
            Assert.Contains($"Upload-Offset: {offset}\r\n", await ReceiveAsync(socket));
            await TusRequests.AddOnAsync(socket, site.Address, owner.Client.Token!, address, offset, 10, new byte[10]);
        }

        Assert.StartsWith("HTTP/1.1 413 ", await ReceiveAsync(socket));
    }

    [Fact]
    public async Task Ending_an_upload_ends_whoever_writes_to_it()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(2, "320x180"));
        var address = await owner.Client.BegunAsync(clip.Length);
        using var writer = await TusRequests.AddOnSocketAsync(site.Address, owner.Client.Token!, address, 0, clip.Length, clip.AsMemory(0, 5000));
        await KillLab.UntilAsync(() => new FileInfo(site.BytesOf(address)).Length == 5000);

        Assert.Equal(204, (await owner.Client.EndAsync(address)).Status);

        site.AssertNoUploads();
        Assert.StartsWith("HTTP/1.1 423 ", await ReceiveAsync(writer));
    }

    [Fact]
    public async Task Whoever_listens_hears_of_bytes_once_they_can_be_read()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"));
        var heard = new List<ArrivedBytes>();
        using var listening = site.Get<UploadProgress>().Listen(heard.Add);
        var address = await owner.Client.BegunAsync(clip.Length);

        await owner.Client.AddAsync(address, 0, clip.AsMemory(0, 1000));

        Assert.Equal((owner.Id, 1000, clip.Length), (heard[^1].Upload.Owner, heard[^1].Bytes, heard[^1].Upload.Length));
        Assert.Equal(clip[..1000], await File.ReadAllBytesAsync(site.BytesOf(address)));
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
    }

    /// <summary>Time goes on only when a test says so, as far as lengths of time are asked of it.</summary>
    private sealed class StillClock : TimeProvider
    {
        private long ticks = 1;

        public override long GetTimestamp() => Interlocked.Read(ref ticks);

        public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, (long)(by.TotalSeconds * TimestampFrequency));
    }
}
