using System.Security.Cryptography;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Uploads.Tus;

public sealed class TusChecksumTests
{
    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task Bytes_with_the_right_checksum_are_kept_and_others_are_not(string algorithm)
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.Silent(1, "160x120"));
        var address = await owner.Client.BegunAsync(clip.Length);
        var (first, rest) = (clip[..1000], clip[1000..]);

        Assert.Equal(204, (await owner.Client.AddAsync(address, 0, first, Of(algorithm, first))).Status);
        var wrong = await owner.Client.AddAsync(address, 1000, rest, Of(algorithm, first));
        Assert.Equal((460, "upload.checksum"), (wrong.Status, wrong.Code));
        Assert.Equal(1000, await owner.Client.OffsetAsync(address));
        Assert.Equal(first, await File.ReadAllBytesAsync(site.BytesOf(address)));

        var right = await owner.Client.AddAsync(address, 1000, rest, Of(algorithm, rest));
        Assert.Equal(204, right.Status);
        var video = (await owner.Client.GetAsync(right.Header("Upload-Result")!)).Data;
        Assert.Equal(clip, (await owner.Client.GetAsync((string)video["videoFile"]!)).Bytes);
    }

    [Theory]
    [InlineData("md5 1B2M2Y8AsgTpgAmY7PhCfg==")]
    [InlineData("sha1")]
    [InlineData("sha1 AAAA")]
    [InlineData("SHA1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=")]
    public async Task Another_algorithm_and_what_is_no_hash_are_refused(string checksum)
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite);
        using var owner = await site.SignUpAsync();
        var address = await owner.Client.BegunAsync(1000);

        var answer = await owner.Client.AddAsync(address, 0, new byte[10], ("Upload-Checksum", checksum));

        Assert.Equal((400, "upload.algorithm"), (answer.Status, answer.Code));
        Assert.Equal(0, await owner.Client.OffsetAsync(address));
    }

    [Fact]
    public async Task Bytes_whose_line_dropped_before_the_checksum_was_found_right_do_not_count()
    {
        await using var site = await TestSite.StartAsync(Engine.Sqlite, new() { ["ENCODERS"] = "0" });
        using var owner = await site.SignUpAsync();
        var clip = await File.ReadAllBytesAsync(await Clips.H264(4, "640x360"));
        var address = await owner.Client.BegunAsync(clip.Length);
        await owner.Client.AddAsync(address, 0, clip.AsMemory(0, 1000));
        var (name, value) = Of("sha256", clip[1000..]);

        var socket = await TusRequests.AddOnSocketAsync(site.Address, owner.Client.Token!, address, 1000, clip.Length - 1000, clip.AsMemory(1000, 100_000), $"{name}: {value}\r\n");
        await KillLab.UntilAsync(() => new FileInfo(site.BytesOf(address)).Length > 1000);
        Assert.Equal(1000, await owner.Client.OffsetAsync(address));
        socket.Reset();
        await KillLab.UntilAsync(() => new FileInfo(site.BytesOf(address)).Length == 1000);

        Answer again = null!;
        await KillLab.UntilAsync(async () => (again = await owner.Client.AddAsync(address, 1000, clip.AsMemory(1000), (name, value))).Status != 423);
        Assert.Equal(204, again.Status);
    }

    private static (string Name, string Value) Of(string algorithm, byte[] bytes) =>
        ("Upload-Checksum", $"{algorithm} {Convert.ToBase64String(algorithm == "sha1" ? SHA1.HashData(bytes) : SHA256.HashData(bytes))}");
}
