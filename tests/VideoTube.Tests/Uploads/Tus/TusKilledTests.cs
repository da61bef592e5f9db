using System.Text.Json.Nodes;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads.Tus;

/// <summary>kill -9 takes no byte that a client was told of.</summary>
public sealed class TusKilledTests
{
    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_from_the_byte_on_the_disk()
    {
        await using var lab = new KillLab();
        await lab.StartAsync();
        var path = await Clips.H264(4, "640x360");
        var clip = await File.ReadAllBytesAsync(path);
        var address = await lab.Client.BegunAsync(clip.Length);
        using var socket = await TusRequests.AddOnSocketAsync(lab.Address, lab.Client.Token!, address, 0, clip.Length, clip.AsMemory(0, 100_000));
        await KillLab.UntilAsync(async () => await lab.Client.OffsetAsync(address) == 100_000);

        await lab.KillAsync();
        Assert.Equal(clip[..100_000], await File.ReadAllBytesAsync(lab.BytesOf(address)));
        await lab.StartAsync();

        Assert.Equal(100_000, await lab.Client.OffsetAsync(address));
        var last = await lab.Client.AddAsync(address, 100_000, clip.AsMemory(100_000));
        Assert.True(last.Status == 204, last.Text);
        await AssertMadeAsync(lab, address, path);
    }

    [Fact]
    public async Task Killed_before_a_checksum_was_found_right_it_forgets_those_bytes()
    {
        await using var lab = new KillLab();
        await lab.StartAsync();
        var path = await Clips.H264(4, "640x360");
        var clip = await File.ReadAllBytesAsync(path);
        var address = await lab.Client.BegunAsync(clip.Length);
        await lab.Client.AddAsync(address, 0, clip.AsMemory(0, 1000));
        using var socket = await TusRequests.AddOnSocketAsync(
            lab.Address, lab.Client.Token!, address, 1000, clip.Length - 1000, clip.AsMemory(1000, 50_000), "Upload-Checksum: sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n");
        await KillLab.UntilAsync(() => new FileInfo(lab.BytesOf(address)).Length == 51_000);

        await lab.KillAsync();
        await lab.StartAsync();

        Assert.Equal(1000, await lab.Client.OffsetAsync(address));
        Assert.Equal(204, (await lab.Client.AddAsync(address, 1000, clip.AsMemory(1000))).Status);
        await AssertMadeAsync(lab, address, path);
    }

    [Fact]
    public async Task Killed_between_the_last_byte_and_the_video_it_is_one_before_the_site_listens_again()
    {
        await using var lab = new KillLab();
        await lab.StartAsync();
        var path = await Clips.H264();
        var clip = await File.ReadAllBytesAsync(path);
        var address = await lab.Client.BegunAsync(clip.Length, TusRequests.Metadata(("title", "Late")));
        Assert.Equal(204, (await lab.Client.AddAsync(address, 0, clip.AsMemory(0, clip.Length - 1))).Status);
        await lab.KillAsync();
        // As the disk is when the last byte was the last thing that happened.
        await File.AppendAllBytesAsync(lab.BytesOf(address), clip[^1..]);

        await lab.StartAsync();

        Assert.Equal("Late", (string?)(await lab.Client.GetAsync($"videos/{Path.GetFileName(address)}")).Data["title"]);
        await AssertMadeAsync(lab, address, path);
    }

    [Fact]
    public async Task Killed_between_the_video_and_the_note_of_it_it_makes_no_second_one()
    {
        await using var lab = new KillLab();
        await lab.StartAsync();
        var path = await Clips.H264();
        var clip = await File.ReadAllBytesAsync(path);
        var address = await lab.Client.BegunAsync(clip.Length);
        Assert.Equal(204, (await lab.Client.AddAsync(address, 0, clip)).Status);
        await lab.KillAsync();
        var facts = Path.Combine(Path.GetDirectoryName(lab.BytesOf(address))!, "upload.json");
        var known = JsonNode.Parse(await File.ReadAllTextAsync(facts))!.AsObject();
        Assert.True(known.Remove("DoneAt"));
        await File.WriteAllTextAsync(facts, known.ToJsonString());
        File.Copy(path, lab.BytesOf(address));

        await lab.StartAsync();

        await AssertMadeAsync(lab, address, path);
    }

    /// <summary>There is one video, with the bytes of the file, and the upload tells of it.</summary>
    private static async Task AssertMadeAsync(KillLab lab, string address, string path)
    {
        var told = await lab.Client.TellAsync(address);
        Assert.Equal($"/api/v1/videos/{Path.GetFileName(address)}", told.Header("Upload-Result"));
        Assert.False(File.Exists(lab.BytesOf(address)));
        var video = new SentVideo(Path.GetFileName(address), await KillLab.HashAsync(path));
        await lab.UntilReadyAsync(video);
        await lab.StopAsync();
        await lab.AssertKeptAsync([video]);
    }
}
