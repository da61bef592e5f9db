using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using VideoTube.Tests.Testing;
using VideoTube.Tests.Uploads;
using VideoTube.Tests.Videos;
using static VideoTube.Tests.Attacks.Forge;

namespace VideoTube.Tests.Attacks;

/// <summary>Small files that become large when somebody unpacks, draws or reads them.</summary>
public sealed class BombTests(AttackSite site) : IClassFixture<AttackSite>
{
    /// <summary>QuickTime's compressed index. That ffmpeg unpacks it is shown by one that holds what it should.</summary>
    [Fact]
    public async Task An_index_that_unpacks_to_a_quarter_of_a_gigabyte()
    {
        var clip = await Mp4Async();
        byte[] Packed(byte[] zlib, uint claimed) => Change(clip, "moov", _ => Box("cmov", [.. Box("dcom", "zlib"u8.ToArray()), .. Box("cmvd", [.. UInt32(claimed), .. zlib])]));
        byte[] index = [];
        Change(clip, "moov", body => index = Box("moov", body));
        using var packed = new MemoryStream();
        await using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            await zlib.WriteAsync(index);

        Assert.Equal("ready", await site.SufferAsync(Packed(packed.ToArray(), (uint)index.Length)));
        Assert.StartsWith("video.", await site.SufferAsync(Packed(Zeroes(256 << 20), 256 << 20)));
        Assert.StartsWith("video.", await site.SufferAsync(Packed(Zeroes(1 << 20), uint.MaxValue)));
    }

    [Fact]
    public async Task Matroska_whose_packets_and_headers_unpack_without_measure()
    {
        var bomb = Zeroes(16 << 20);
        await site.SufferAsync(Matroska(200, 200, CompressedBy(scope: 1), Cluster(Enumerable.Repeat(bomb, 20))), "a.mkv");
        await site.SufferAsync(Matroska(200, 200, [.. CompressedBy(scope: 2), .. Element(0x63A2, bomb)], Cluster([new byte[100]])), "a.mkv");
    }

    [Theory]
    [InlineData("endless")]
    [InlineData("nested")]
    [InlineData("claiming")]
    [InlineData("wide")]
    [InlineData("rates")]
    [InlineData("times")]
    public async Task Matroska_that_lies(string how)
    {
        var tracks = Track(128, 96, []);
        byte[] file = how switch
        {
            "endless" => [.. Header, .. Endless(0x18538067, [.. Endless(0x1654AE6B, [.. tracks, .. Endless(0x1F43B675, Endless(0x1F43B675, Endless(0x1F43B675)))])])],
            "nested" => [.. Header, .. Enumerable.Range(0, 2000).Aggregate(Array.Empty<byte>(), (inner, _) => Endless(0x18538067, inner))],
            "claiming" => [.. Header, .. Endless(0x18538067, [.. Element(0x1654AE6B, tracks), .. Claiming(0x1F43B675, (1L << 56) - 2, [.. Number(0xE7, 0ul), .. Claiming(0xA3, 1L << 40, 0x81, 0, 0, 0)])])],
            "wide" => Matroska(uint.MaxValue, uint.MaxValue, [], Cluster([new byte[100]])),
            "rates" => Matroska(128, 96, [.. Number(0x23E383, 1ul), .. Element(0xE1, [.. Number(0xB5, double.NaN), .. Number(0x78B5, 1e300), .. Number(0x9F, ulong.MaxValue)])], Cluster([new byte[100]])),
            _ => [.. Header, .. Endless(0x18538067, [.. Element(0x1549A966, [.. Number(0x2AD7B1, ulong.MaxValue), .. Number(0x4489, 1e300)]), .. Element(0x1654AE6B, tracks), .. Cluster([new byte[100], new byte[100]], time: long.MaxValue)])],
        };
        await site.SufferAsync(file, "a.mkv");
    }

    /// <summary>Hours of the same second, with times that begin anew, as a recorder writes them whose clock is stuck.</summary>
    [Fact]
    public async Task A_stream_that_repeats_itself()
    {
        var second = await File.ReadAllBytesAsync(await Clips.Make("to-repeat.ts", $"{Clips.Picture(1, "64x48")} -c:v libx264 -preset ultrafast -pix_fmt yuv420p -an"));
        await site.SufferAsync([.. Enumerable.Repeat(second, 100).SelectMany(bytes => bytes)], "a.ts");
    }

    [Theory]
    [InlineData("png")]
    [InlineData("text")]
    [InlineData("jpeg")]
    [InlineData("gif")]
    [InlineData("webp")]
    public async Task A_picture_of_a_billion_pixels(string kind)
    {
        byte[] picture = kind switch
        {
            "png" => Png(30_000, [.. PngChunk("IDAT", Zeroes(30_000 * 3751))]),
            "text" => Png(30_000, [.. PngChunk("zTXt", [(byte)'a', 0, 0, .. Zeroes(64 << 20)]), .. PngChunk("IDAT", Zeroes(1 << 20))]),
            "jpeg" => [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0xFF, 0xDC, 0xFF, 0xDC, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0, .. new byte[1000], 0xFF, 0xD9],
            "gif" => [.. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xF7, 0, 0, .. new byte[768], 0x2C, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 8, 1, 0, 0, 0x3B],
            _ => [.. "RIFF"u8, 0x1E, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. "VP8 "u8, 4, 0, 0, 0, 0, 0, 0, 0],
        };
        using var thumbnail = Uploading.Form(("videoFile", await Mp4Async(), "a.mp4"), ("thumbnail", picture, "t.jpg"));
        using var avatar = Uploading.Form(("avatar", picture, "a.jpg"));
        foreach (var answer in new[] { await site.Client.SendAsync(HttpMethod.Post, "videos", thumbnail), await site.Client.SendAsync(HttpMethod.Patch, "users/avatar", avatar) })
            Assert.True(answer.Status == 422 && answer.Code!.StartsWith("image.", StringComparison.Ordinal), answer.Text);
        await site.AssertHarmlessAsync();
    }

    [Theory]
    [InlineData("tags")]
    [InlineData("open")]
    [InlineData("cues")]
    [InlineData("line")]
    [InlineData("entities")]
    [InlineData("times")]
    [InlineData("notes")]
    public async Task Captions_that_are_nothing_but_signs(string kind)
    {
        const int Size = 1_000_000;
        var video = await site.Site.AddAsync(site.Owner, new Listed("Talk"));
        const string Cue = "00:00.000 --> 00:01.000\n";
        var text = "WEBVTT\n\n" + kind switch
        {
            "tags" => Cue + Repeat("<b>", Size),
            "open" => Cue + Repeat("<", Size),
            "cues" => Repeat(Cue + "x\n\n", Size),
            "line" => Cue + new string('x', Size),
            "entities" => Cue + Repeat("&amp;", Size),
            "times" => new string('9', Size / 2) + ":00:00.000 --> " + new string('9', Size / 2) + "\nx\n",
            _ => Repeat("NOTE x\n\n", Size) + Cue + "x\n",
        };
        using var content = new StringContent(text, Encoding.UTF8, "text/vtt");

        var answer = await site.Client.SendAsync(HttpMethod.Put, $"videos/{video}/captions/en", content);

        Assert.True(answer.Status is 200 or 201 or 422, answer.Text);
        Assert.Equal(200, (await site.Client.DeleteAsync($"videos/{video}")).Status);
        await site.AssertHarmlessAsync();
    }

    private static string Repeat(string text, int size) => new StringBuilder(size).Insert(0, text, size / text.Length).ToString();

    private static byte[] Header => Element(0x1A45DFA3, [.. Text(0x4282, "matroska"), .. Number(0x4287, 4ul), .. Number(0x4285, 2ul)]);

    private static byte[] Matroska(ulong width, ulong height, byte[] more, byte[] cluster) =>
        [.. Header, .. Element(0x18538067, [.. Element(0x1654AE6B, Track(width, height, more)), .. cluster])];

    private static byte[] Track(ulong width, ulong height, byte[] more) => Element(0xAE,
        [.. Number(0xD7, 1ul), .. Number(0x73C5, 1ul), .. Number(0x83, 1ul), .. Text(0x86, "V_MPEG4/ISO/ASP"), .. Element(0xE0, [.. Number(0xB0, width), .. Number(0xBA, height)]), .. more]);

    /// <summary>ContentEncodings by zlib: 1 of the packets, 2 of the decoder's header.</summary>
    private static byte[] CompressedBy(byte scope) =>
        Element(0x6D80, Element(0x6240, [.. Number(0x5031, 0ul), .. Number(0x5032, (ulong)scope), .. Number(0x5033, 0ul), .. Element(0x5034, Number(0x4254, 0ul))]));

    private static byte[] Cluster(IEnumerable<byte[]> packets, long time = 0) => Element(0x1F43B675,
        [.. Number(0xE7, (ulong)time), .. packets.SelectMany((packet, i) => Element(0xA3, [0x81, 0, (byte)i, 0x80, .. packet]))]);

    private static byte[] Png(uint side, byte[] chunks) =>
        [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. PngChunk("IHDR", [.. UInt32(side), .. UInt32(side), 1, 0, 0, 0, 0]), .. chunks, .. PngChunk("IEND", [])];

    private static byte[] PngChunk(string type, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        return [.. UInt32((uint)body.Length), .. named, .. UInt32(Crc(named))];
    }

    /// <summary>CRC-32 as PNG has it (ISO/IEC 15948, annex D).</summary>
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var part in bytes)
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB8_8320);
        }

        return ~crc;
    }
}
