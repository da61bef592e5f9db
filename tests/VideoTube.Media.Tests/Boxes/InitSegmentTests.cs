using System.Buffers.Binary;
using System.Text;
using VideoTube.Media.Boxes;

namespace VideoTube.Media.Tests.Boxes;

public sealed class InitSegmentTests
{
    [Theory]
    [InlineData("avc1", "avcC", "0164001FFFE1", "avc1.64001f")]
    [InlineData("avc3", "avcC", "01 42C0 15", "avc3.42c015")]
    [InlineData("hvc1", "hvcC", "01 01 60000000 B00000000000 5D", "hvc1.1.6.L93.B0")]
    [InlineData("hev1", "hvcC", "01 22 20000000 B00000000001 99", "hev1.2.4.H153.B0.0.0.0.0.1")]
    [InlineData("hvc1", "hvcC", "01 42 20000000 000000000000 7B", "hvc1.A2.4.L123")]
    [InlineData("vp09", "vpcC", "01000000 02 1F A2 01 01 01", "vp09.02.31.10")]
    [InlineData("av01", "av1C", "81 04 0C 00", "av01.0.04M.08")]
    [InlineData("av01", "av1C", "81 28 C0 00", "av01.1.08H.10")]
    [InlineData("av01", "av1C", "81 4D 60 00", "av01.2.13M.12")]
    public void Pictures_are_named_by_their_configuration(string entry, string box, string config, string expected)
    {
        var body = new byte[78].Concat(Box(box, Hex(config))).ToArray();
        Assert.Equal(expected, Read("vide", entry, body).Codecs);
    }

    [Theory]
    [InlineData("mp4a", "esds", "00000000 03 19 0001 00 04 11 40 15 000000 00000000 00000000 05 02 1190", "mp4a.40.2")]
    [InlineData("mp4a", "esds", "00000000 03 80808022 0001 00 04 80808014 40 15 000000 00000000 00000000 05 80808005 2B92", "mp4a.40.5")]
    [InlineData("mp4a", "esds", "00000000 03 19 0001 00 04 11 40 15 000000 00000000 00000000 05 02 F94E", "mp4a.40.42")]
    [InlineData("mp4a", "esds", "00000000 03 19 0001 00 04 11 6B 15", "mp4a.6b")]
    [InlineData("Opus", "dOps", "00 02", "opus")]
    [InlineData("fLaC", "dfLa", "00", "flac")]
    [InlineData("ac-3", "dac3", "00", "ac-3")]
    public void Sounds_are_named_by_their_configuration(string entry, string box, string config, string expected)
    {
        var body = new byte[28];
        body[17] = 2;
        var track = Read("soun", entry, [.. body, .. Box(box, Hex(config))]);
        Assert.Equal(expected, track.Codecs);
        Assert.Equal(2, track.Channels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void A_written_rotation_is_read_again_and_nothing_else_changes(int rotation)
    {
        var init = Init("vide", "vp08", [.. new byte[78], .. Box("vpcC", Hex("01000000 00 10 80"))]);
        var before = (byte[])init.Clone();
        TrackHeader.WriteRotation(init, rotation);
        Assert.Equal(rotation, Assert.Single(InitSegment.Read(init)).Rotation);

        TrackHeader.WriteRotation(init, 0);
        TrackHeader.WriteRotation(before, 0);
        Assert.Equal(before, init);
    }

    [Fact]
    public void Sound_has_nothing_to_turn()
    {
        var init = Init("soun", "Opus", new byte[28]);
        Assert.Throws<InvalidDataException>(() => TrackHeader.WriteRotation(init, 90));
    }

    [Fact]
    public void Any_forged_byte_is_read_or_refused_but_never_breaks_the_reader()
    {
        var init = Init("vide", "hvc1", [.. new byte[78], .. Box("hvcC", Hex("01 01 60000000 B00000000000 5D"))]);
        foreach (var value in new byte[] { 0, 1, 0x7F, 0xFF })
        {
            for (var at = 0; at < init.Length; at++)
            {
                var forged = (byte[])init.Clone();
                forged[at] = value;
                try
                {
                    InitSegment.Read(forged);
                    TrackHeader.WriteRotation(forged, 90);
                }
                catch (InvalidDataException)
                {
                    // Refused.
                }
            }
        }
    }

    [Fact]
    public void Any_cut_is_refused()
    {
        var init = Init("vide", "avc1", [.. new byte[78], .. Box("avcC", Hex("0164001F"))]);
        for (var length = 0; length < init.Length; length++)
            Assert.Throws<InvalidDataException>(() => InitSegment.Read(init.AsSpan(0, length)));
    }

    [Fact]
    public void A_size_in_64_bits_is_understood()
    {
        var moov = Init("vide", "avc1", [.. new byte[78], .. Box("avcC", Hex("0164001F"))]);
        var large = new byte[moov.Length + 8];
        large[3] = 1;
        "moov"u8.CopyTo(large.AsSpan(4));
        BinaryPrimitives.WriteInt64BigEndian(large.AsSpan(8), large.Length);
        moov.AsSpan(8).CopyTo(large.AsSpan(16));
        Assert.Equal("avc1.64001f", Assert.Single(InitSegment.Read(large)).Codecs);
    }

    private static InitTrack Read(string handler, string entry, byte[] body) =>
        Assert.Single(InitSegment.Read(Init(handler, entry, body)));

    private static byte[] Init(string handler, string entry, byte[] body)
    {
        var tkhd = new byte[84];
        tkhd[15] = 1;
        BinaryPrimitives.WriteInt32BigEndian(tkhd.AsSpan(76), 320 << 16);
        BinaryPrimitives.WriteInt32BigEndian(tkhd.AsSpan(80), 180 << 16);
        var mdhd = new byte[24];
        mdhd[15] = 90;
        byte[] stsd = [.. new byte[8], .. Box(entry, body)];
        byte[] hdlr = [.. new byte[8], .. Encoding.ASCII.GetBytes(handler), .. new byte[12]];
        var minf = Box("minf", Box("stbl", Box("stsd", stsd)));
        byte[] mdia = [.. Box("mdhd", mdhd), .. Box("hdlr", hdlr), .. minf];
        return Box("moov", Box("trak", [.. Box("tkhd", tkhd), .. Box("mdia", mdia)]));
    }

    private static byte[] Box(string type, byte[] body)
    {
        var box = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(box, 4);
        body.CopyTo(box, 8);
        return box;
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", ""));
}
