using System.Buffers.Binary;
using System.Text;
using VideoTube.Tests.Testing;
using static VideoTube.Tests.Attacks.Forge;

namespace VideoTube.Tests.Attacks;

/// <summary>Headers that lie about sizes, counts, times and shapes.</summary>
public sealed class ForgedHeaderTests(AttackSite site) : IClassFixture<AttackSite>
{
    private const string Table = "moov/trak/mdia/minf/stbl/";

    /// <summary>A table of four billion entries in a box of a few.</summary>
    [Theory]
    [InlineData("stts", 4)]
    [InlineData("ctts", 4)]
    [InlineData("stsc", 4)]
    [InlineData("stsz", 8)]
    [InlineData("stco", 4)]
    [InlineData("stss", 4)]
    [InlineData("stsd", 4)]
    [InlineData("../../../edts/elst", 4)]
    public async Task A_table_with_more_entries_than_the_file_has_bytes(string table, int at)
    {
        var path = table.StartsWith("../", StringComparison.Ordinal) ? "moov/trak/edts/elst" : Table + table;
        foreach (var count in (uint[])[uint.MaxValue, int.MaxValue, 0x1000_0000])
            await site.SufferAsync(Set(await Mp4Async(), path, at, count));
    }

    /// <summary>One entry that stands for four billion frames, each as long as can be, or of no length at all.</summary>
    [Theory]
    [InlineData(uint.MaxValue, 1)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    [InlineData(1000, int.MaxValue)]
    [InlineData(1000, 0)]
    public async Task Times_without_end(uint frames, uint each) =>
        await site.SufferAsync(Change(await Mp4Async(), Table + "stts", _ => [0, 0, 0, 0, 0, 0, 0, 1, .. UInt32(frames), .. UInt32(each)]));

    [Theory]
    [InlineData("moov", 0xFFFF_FFFF)]
    [InlineData("moov", 7)]
    [InlineData("trak", 0)]
    [InlineData("trak", 1)]
    [InlineData("mdia", 8)]
    [InlineData("stbl", 0x7FFF_FFFF)]
    [InlineData("mdat", 3)]
    public async Task A_box_of_another_size_than_it_has(string type, uint size) => await site.SufferAsync(Resize(await Mp4Async(), type, size));

    [Theory]
    [InlineData("moov/mvhd", 12, 0)]
    [InlineData("moov/mvhd", 12, uint.MaxValue)]
    [InlineData("moov/trak/mdia/mdhd", 12, 0)]
    [InlineData("moov/trak/mdia/mdhd", 12, 1)]
    [InlineData("moov/trak/mdia/mdhd", 12, uint.MaxValue)]
    [InlineData("moov/trak/mdia/mdhd", 12, 0x8000_0000)]
    [InlineData("moov/trak:1/mdia/mdhd", 12, 0)]
    [InlineData("moov/trak/tkhd", 76, uint.MaxValue)]
    [InlineData("moov/trak/tkhd", 40, 0)] // the matrix: turned by no angle there is
    [InlineData("moov/trak/tkhd", 40, 0x7FFF_FFFF)]
    [InlineData("moov/trak/edts/elst", 12, 0x7FFF_FFFF)]
    [InlineData("moov/trak/edts/elst", 12, 0x8000_0001)]
    [InlineData("moov/trak/edts/elst", 16, 0xFFFF_0000)]
    [InlineData(Table + "stsd", 40, uint.MaxValue)] // width and height
    [InlineData(Table + "stsd", 40, 0)]
    [InlineData(Table + "stsd", 40, 0x0001_FFFF)]
    [InlineData("moov/trak:1/mdia/minf/stbl/stsd", 32, uint.MaxValue)] // channels
    [InlineData("moov/trak:1/mdia/minf/stbl/stsd", 40, uint.MaxValue)] // sample rate
    [InlineData("moov/trak:1/mdia/minf/stbl/stsd", 40, 0)]
    public async Task A_number_out_of_all_bounds(string path, int at, uint value) => await site.SufferAsync(Set(await Mp4Async(), path, at, value));

    [Fact]
    public async Task Hundreds_of_tracks()
    {
        byte[]? track = null;
        var clip = await Mp4Async();
        Change(clip, "moov/trak", body => track = body);
        var many = Enumerable.Repeat(Box("trak", track!), 500).SelectMany(box => box).ToArray();
        Assert.Equal("video.too_many_streams", await site.SufferAsync(Change(clip, "moov", body => [.. body, .. many])));
    }

    [Fact]
    public async Task Boxes_in_boxes_and_a_million_of_nothing()
    {
        var deep = Array.Empty<byte>();
        for (var level = 0; level < 2000; level++)
            deep = Box("udta", deep);
        await site.SufferAsync(Change(await Mp4Async(), "moov", body => [.. deep, .. body]));
        var nothing = Enumerable.Repeat(Box("free"), 1_000_000).SelectMany(box => box).ToArray();
        await site.SufferAsync(Change(await Mp4Async(), "moov", body => [.. nothing, .. body]));
    }

    /// <summary>The decoder's own header: every bit set makes sizes and crops as large as they can be told.</summary>
    [Theory]
    [InlineData(0xFF)]
    [InlineData(0x00)]
    [InlineData(0x01)]
    public async Task A_decoder_configuration_of_nonsense(byte filler)
    {
        var file = await Mp4Async();
        var at = file.AsSpan().LastIndexOf("avcC"u8);
        file.AsSpan(at + 14, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at - 4)) - 18).Fill(filler);
        await site.SufferAsync(file);
    }

    /// <summary>Crops that leave less than nothing of the picture, as a bitstream can tell them.</summary>
    [Theory]
    [InlineData("crop_left=120:crop_right=120")]
    [InlineData("crop_top=94:crop_bottom=94")]
    [InlineData("sample_aspect_ratio=65535/1")]
    [InlineData("tick_rate=1/2147483647")]
    public async Task A_picture_cropped_to_less_than_nothing(string told)
    {
        var plain = await Clips.Make("to-crop.mp4", $"{Clips.Picture(1, "128x96")} -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
        var name = string.Concat(told.Where(char.IsLetterOrDigit));
        await site.SufferAsync(await File.ReadAllBytesAsync(await Clips.Make($"{name}.mp4", $"-i {plain} -c copy -bsf:v h264_metadata={told}")));
    }

    [Theory]
    [InlineData(22, 0xFFFF_FFFF, 4)] // channels and the low half of the rate
    [InlineData(24, 0xFFFF_FFFF, 4)] // sample rate
    [InlineData(24, 0, 4)]
    [InlineData(28, 0, 4)] // bytes a second
    [InlineData(32, 0, 2)] // block
    [InlineData(32, 0xFFFF, 2)]
    [InlineData(34, 0xFFFF, 2)] // bits a sample
    [InlineData(16, 0xFFFF_FFF0, 4)] // size of the header
    [InlineData(40, 0xFFFF_FFFF, 4)] // size of the sound
    public async Task A_wave_file_that_lies(int at, uint value, int bytes)
    {
        var wave = await File.ReadAllBytesAsync(await Clips.Make("to-forge.wav", $"{Clips.Sound(1)} -bitexact -c:a pcm_s16le"));
        var number = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        number.AsSpan(0, bytes).CopyTo(wave.AsSpan(at));
        await site.SufferAsync(wave, "a.wav");
    }

    [Theory]
    [InlineData("strh", 24, 0)] // scale
    [InlineData("strh", 28, 0)] // rate
    [InlineData("strh", 28, 0xFFFF_FFFF)]
    [InlineData("strh", 36, 0xFFFF_FFFF)] // length
    [InlineData("strf", 8, 0x7FFF_FFFF)] // width
    [InlineData("strf", 12, 0x8000_0000)] // height
    [InlineData("avih", 4, 0)]
    [InlineData("idx1", 0, 0xFFFF_FFFF)] // its size
    public async Task An_AVI_that_lies(string chunk, int at, uint value)
    {
        var avi = await File.ReadAllBytesAsync(await Clips.Avi(1, "128x96"));
        BinaryPrimitives.WriteUInt32LittleEndian(avi.AsSpan(avi.AsSpan().IndexOf(Encoding.ASCII.GetBytes(chunk)) + 4 + at), value);
        await site.SufferAsync(avi, "a.avi");
    }

    /// <summary>Bytes of the headers changed at random, in each container; others with another SEED.</summary>
    [Theory]
    [InlineData("mp4", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -movflags +faststart -c:a aac")]
    [InlineData("mkv", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac")]
    [InlineData("ts", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac")]
    [InlineData("avi", "-c:v mpeg4 -c:a libmp3lame")]
    [InlineData("flv", "-c:v flv -c:a libmp3lame")]
    [InlineData("ogg", "-vn -c:a libvorbis")]
    [InlineData("wmv", "-c:v wmv2 -c:a wmav2")]
    public async Task Bytes_changed_at_random(string container, string codecs)
    {
        var random = new Random(Number("SEED", 1));
        var clip = await File.ReadAllBytesAsync(await Clips.Make($"to-change.{container}", $"{Clips.Picture(1, "128x96")} {Clips.Sound(1)} {codecs}"));
        for (var round = 0; round < Number("ATTACK_ROUNDS", 2); round++)
        {
            var changed = clip.ToArray();
            for (var change = random.Next(1, 12); change > 0; change--)
                changed[12 + random.Next(Math.Min(2000, clip.Length - 12))] = random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => (byte)random.Next(256) };
            await site.SufferAsync(changed, $"a.{container}");
        }
    }

    private static int Number(string name, int standard) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : standard;
}
