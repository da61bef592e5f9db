using System.Buffers.Binary;
using System.Text;
using VideoTube.Media.Boxes;

namespace VideoTube.Media.Tests.Boxes;

public sealed class MediaSegmentTests
{
    private static readonly InitTrack Video = new(1, TrackKind.Video, 1000, "avc1.64001f", 320, 180, 0, 0)
    {
        Defaults = new SampleDefaults(40, 0x10000),
    };

    private static Task<SegmentFacts> ReadAsync(params byte[][] boxes) =>
        MediaSegment.ReadAsync(new MemoryStream(boxes.SelectMany(b => b).ToArray()), Video, CancellationToken.None);

    [Fact]
    public async Task Defaults_of_the_init_segment_hold_where_the_fragment_is_silent()
    {
        // Flags 0x4: only the first sample has flags of its own.
        var facts = await ReadAsync(Moof(1, 5000, tfhd: [], 0, trun: [3, 0x0200_0000], 0x4), Box("mdat", new byte[9]));
        Assert.Equal((5000, 120, 3, true), (facts.Start, facts.Duration, facts.Samples, facts.StartsWithSync));
        Assert.Equal([5000L], facts.SyncTimes);
    }

    [Fact]
    public async Task Each_sample_may_differ_and_be_shown_before_it_is_decoded()
    {
        uint[] samples = [30, 0x0101_0000, 10, 50, 0x0200_0000, unchecked((uint)-5)];
        var facts = await ReadAsync(Moof(1, 100, tfhd: [], 0, trun: [2, .. samples], 0xD00));
        Assert.Equal((100, 80, 2, false), (facts.Start, facts.Duration, facts.Samples, facts.StartsWithSync));
        Assert.Equal([125L], facts.SyncTimes);
    }

    [Fact]
    public async Task Fragments_of_a_segment_add_up_and_other_tracks_do_not_count()
    {
        var facts = await ReadAsync(
            Moof(2, 7, tfhd: [], 0, trun: [9], 0), Moof(1, 100, tfhd: [20, 0], 0x28, trun: [2], 0),
            Moof(1, 140, tfhd: [20, 0x10000], 0x28, trun: [1], 0));
        Assert.Equal((100, 60, 3, true), (facts.Start, facts.Duration, facts.Samples, facts.StartsWithSync));
    }

    [Fact]
    public async Task A_sample_count_that_no_segment_has_is_refused() =>
        await Assert.ThrowsAsync<InvalidDataException>(
            () => ReadAsync(Moof(1, 0, tfhd: [], 0, trun: [uint.MaxValue], 0)));

    [Fact]
    public async Task A_box_that_reaches_past_the_end_is_refused()
    {
        var mdat = Box("mdat", new byte[20]);
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Moof(1, 0, [], 0, [1], 0), mdat[..^1]));
    }

    [Fact]
    public async Task A_segment_without_samples_of_the_track_is_refused() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Moof(2, 0, tfhd: [], 0, trun: [1], 0)));

    private static byte[] Moof(uint track, long time, uint[] tfhd, uint tfhdFlags, uint[] trun, uint trunFlags)
    {
        var tfdt = new byte[12];
        tfdt[0] = 1;
        BinaryPrimitives.WriteInt64BigEndian(tfdt.AsSpan(4), time);
        byte[] traf =
        [
            .. Box("tfhd", Words([tfhdFlags, track, .. tfhd])), .. Box("tfdt", tfdt), .. Box("trun", Words([trunFlags, .. trun])),
        ];
        return Box("moof", Box("traf", traf));
    }

    private static byte[] Words(uint[] words)
    {
        var bytes = new byte[4 * words.Length];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }

    private static byte[] Box(string type, byte[] body)
    {
        var box = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(box, 4);
        body.CopyTo(box, 8);
        return box;
    }
}
