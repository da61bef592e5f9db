using System.Net.Sockets;
using VideoTube.Testing;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads.Tus;

/// <summary>Lines that are cut at any byte: what comes out is what was sent.</summary>
public sealed class TusCutTests
{
    /// <summary>Other cuts with another SEED: <c>SEED=7 dotnet … -method '*cut_at_any_byte*'</c>.</summary>
    [Theory, OnBothEngines]
    public async Task An_upload_cut_at_any_byte_goes_on_from_there(Engine engine)
    {
        var random = new Random(int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var seed) ? seed : 1);
        await using var site = await TestSite.StartAsync(engine, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(4, "640x360"));
        var address = await owner.Client.BegunAsync(clip.Length);
        var open = new List<Socket>();

        for (var cut = 0; cut < 25; cut++)
        {
            var offset = await owner.Client.OffsetAsync(address);
            var left = clip.Length - (int)offset;
            var socket = await TusRequests.AddOnSocketAsync(
                site.Address, owner.Client.Token!, address, offset, left, clip.AsMemory((int)offset, random.Next(Math.Min(left, clip.Length / 15))));
            switch (random.Next(3))
            {
                case 0:
                    socket.Reset();
                    break;
                case 1:
                    socket.Dispose();
                    break;
                default:
                    open.Add(socket); // nobody tells the server that this line is dead
                    break;
            }
        }

        Answer last = null!;
        await KillLab.UntilAsync(async () =>
        {
            var offset = (int)await owner.Client.OffsetAsync(address);
            last = await owner.Client.AddAsync(address, offset, clip.AsMemory(offset));
            return last.Status is not (423 or 409);
        });

        Assert.True(last.Status == 204, last.Text);
        var video = (await owner.Client.GetAsync(last.Header("Upload-Result")!)).Data;
        Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
        open.ForEach(socket => socket.Dispose());
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(12, 1, 1)]
    [InlineData(12, 2, 1)]
    [InlineData(0, 1, 3)]
    [InlineData(8, 3, 3)]
    public async Task The_tus_js_client_uploads_with_cuts_and_without(int cuts, int seed, int parallel)
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await Clips.H264(8, "640x360");

        var told = await TusClient.UploadAsync(site.Address, owner.Client.Token!, clip, "By another's client", cuts, seed, parallel);

        Assert.True(told["result"] is not null, told.ToJsonString());
        var video = (await owner.Client.GetAsync((string)told["result"]!)).Data;
        Assert.Equal("By another's client", (string?)video["title"]);
        Assert.Equal(await File.ReadAllBytesAsync(clip), (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
        Assert.Equal(1, await site.CountAsync("videos"));
        Assert.True(cuts == 0 || (int)told["cuts"]! > 1, told.ToJsonString());
    }
}
