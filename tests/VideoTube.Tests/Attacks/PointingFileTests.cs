using System.Text;
using static VideoTube.Tests.Attacks.Forge;

namespace VideoTube.Tests.Attacks;

/// <summary>Containers that say their media lie elsewhere: in a file of this machine, or behind an address.</summary>
public sealed class PointingFileTests(AttackSite site) : IClassFixture<AttackSite>
{
    [Theory]
    [InlineData("url ", false)]
    [InlineData("url ", true)]
    [InlineData("urn ", true)]
    [InlineData("alis", false)]
    [InlineData("cios", true)]
    public async Task A_track_whose_media_are_elsewhere(string type, bool isAddress)
    {
        var target = isAddress ? site.Trap : type == "alis" ? site.Canary : $"file://{site.Canary}";
        byte[] entry = Box(type, [0, 0, 0, 0, .. type == "alis" ? Alias(target) : Encoding.UTF8.GetBytes(target + "\0")]);
        await site.SufferAsync(Change(await Mp4Async(), "moov/trak/mdia/minf/dinf/dref", _ => [0, 0, 0, 0, 0, 0, 0, 1, .. entry]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reference_movie(bool isAddress)
    {
        var target = Encoding.UTF8.GetBytes((isAddress ? site.Trap : $"file://{site.Canary}") + "\0");
        var reference = Box("rmra", Box("rmda", Box("rdrf", [0, 0, 0, 0, .. "url "u8, .. UInt32((uint)target.Length), .. target])));
        Assert.StartsWith("video.", await site.SufferAsync([.. Box("ftyp", [.. "qt  "u8, 0, 0, 0, 0, .. "qt  "u8]), .. Box("moov", reference)]));
    }

    [Theory]
    [InlineData("\0\0\0\u0010ftypisom\0\0\0\0")]
    [InlineData("FLV\u0001\u0005\0\0\0\u0009")]
    [InlineData("OggS\0\u0002")]
    [InlineData("ID3\u0003\0\0\0\0\0\0")]
    [InlineData("RIFF\0\u0001\0\0AVI ")]
    [InlineData("\u001aE\u00df\u00a3\u009fB\u0082\u0084webm")]
    [InlineData("fLaC")]
    public async Task A_playlist_behind_a_signature(string signature)
    {
        foreach (var target in new[] { $"file://{site.Canary}", site.Trap, $"concat:{site.Canary}|{site.Canary}", $"subfile,,start,0,end,10,,:{site.Canary}", $"data:text/plain,{site.Trap}" })
            Assert.StartsWith("video.", await site.SufferAsync(Encoding.Latin1.GetBytes($"{signature}\n#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n"), "a.m3u8"));
    }

    /// <summary>Names play no part, whatever ffmpeg would take them for.</summary>
    [Theory]
    [InlineData("concat:a|b.mp4")]
    [InlineData("-y.mp4")]
    [InlineData("-i")]
    [InlineData("file:../../../etc/passwd")]
    [InlineData("pipe:0")]
    [InlineData("../../../../tmp/x.mp4")]
    [InlineData("a%03d.mp4")]
    [InlineData("a.m3u8")]
    [InlineData("http:127.0.0.1.mp4")]
    [InlineData("a\u202e4pm.exe")]
    [InlineData("$(touch x);`touch x`.mp4")]
    public async Task A_name_that_is_more_than_a_name(string name)
    {
        Assert.Equal("ready", await site.SufferAsync(await Mp4Async(), name));
    }

    /// <summary>As QuickTime 4 wrote it: the path where ffmpeg looks for it, in a record of type 2.</summary>
    private static byte[] Alias(string path)
    {
        var name = Encoding.UTF8.GetBytes(path);
        return [.. new byte[10], .. new byte[140], 0, 2, 0, (byte)name.Length, .. name, .. name.Length % 2 == 1 ? new byte[1] : [], 0xFF, 0xFF, 0, 0];
    }
}
