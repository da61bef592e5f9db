using System.Buffers.Binary;
using System.Text;
using VideoTube.Media.Growing;
using VideoTube.Media.Probing;

namespace VideoTube.Media.Tests.Growing;

/// <summary>The boxes of an MP4 that is still arriving, well made and hostile.</summary>
public sealed class MovieOrderTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    private static byte[] Box(string type, params byte[][] inside)
    {
        var box = new byte[8 + inside.Sum(i => i.Length)];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(type, box.AsSpan(4));
        var at = 8;
        foreach (var part in inside)
        {
            part.CopyTo(box, at);
            at += part.Length;
        }
        return box;
    }

    private static byte[] Offsets(params uint[] offsets) => Table("stco", 4, [.. offsets.Select(o => (long)o)]);

    private static byte[] Table(string type, int width, long[] offsets, int? count = null)
    {
        var body = new byte[8 + (width * offsets.Length)];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), count ?? offsets.Length);
        for (var i = 0; i < offsets.Length; i++)
        {
            if (width == 8)
                BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(8 + (8 * i)), offsets[i]);
            else
                BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(8 + (4 * i)), (uint)offsets[i]);
        }
        return Box(type, body);
    }

    private static byte[] Track(byte[] table) => Box("trak", Box("mdia", Box("minf", Box("stbl", table))));

    private static readonly byte[] Type = Box("ftyp", "isom"u8.ToArray(), new byte[4]);  // 16 bytes
    private static readonly byte[] Media = Box("mdat", [.. Enumerable.Range(0, 100).Select(i => (byte)i)]);  // 16 to 124

    /// <summary>All of it has arrived, the tail (from the given box on) first.</summary>
    private async Task<byte[]> FeedAsync(byte[][] boxes, int? tailFrom)
    {
        byte[] whole = [.. boxes.SelectMany(b => b)];
        var head = boxes.Take(tailFrom ?? boxes.Length).Sum(b => b.Length);
        var name = Guid.NewGuid().ToString("N");
        var tail = tailFrom is null ? null : new FileTail(temp.Write(name + ".tail", whole.AsSpan(head)), whole.Length - head);
        using var file = new GrowingFile(temp.Write(name, whole.AsSpan(0, head)), whole.Length, tail);
        file.Grow(head);
        using var fed = new MemoryStream();
        var feed = await GrowingFeed.FindAsync(file, ContainerKind.Mp4, CancellationToken.None);
        await feed.WriteAsync(fed, CancellationToken.None);
        return fed.ToArray();
    }

    private async Task<string> WhyNotAsync(byte[][] boxes, int? tailFrom = 2) =>
        (await Assert.ThrowsAsync<CannotStreamException>(() => FeedAsync(boxes, tailFrom))).Message;

    [Fact]
    public async Task A_file_with_its_index_first_is_fed_as_it_is()
    {
        byte[][] boxes = [Type, Box("moov", Track(Offsets(70))), Media, Box("free")];
        var fed = await FeedAsync(boxes, null);
        Assert.Equal(boxes.SelectMany(b => b), fed);
    }

    [Fact]
    public async Task An_index_that_came_first_is_fed_before_the_media()
    {
        var moov = Box("moov", Track(Offsets(24, 60)), Track(Table("co64", 8, [40, 123])));
        var fed = await FeedAsync([Type, Media, Box("free", new byte[5]), moov, Box("udta")], 2);
        var by = (uint)moov.Length;
        var moved = Box("moov", Track(Offsets(24 + by, 60 + by)), Track(Table("co64", 8, [40 + by, 123 + by])));
        Assert.Equal([.. Type, .. moved, .. Media], fed);
        // Each offset points at what it pointed at.
        Assert.Equal(Media[24 - 16], fed[24 + by]);
    }

    [Fact]
    public async Task A_media_box_with_a_long_size_is_fed_as_it_is()
    {
        byte[] media = [0, 0, 0, 1, .. "mdat"u8, 0, 0, 0, 0, 0, 0, 0, 32, .. new byte[16]];
        var moov = Box("moov", Track(Offsets(32)));
        var fed = await FeedAsync([Type, media, moov], 2);
        Assert.Equal([.. Type, .. Box("moov", Track(Offsets(32 + (uint)moov.Length))), .. media], fed);
    }

    [Theory]
    [InlineData(15u)]
    [InlineData(124u)]
    [InlineData(uint.MaxValue)]
    public async Task An_index_that_points_past_the_media_is_refused(uint offset) =>
        Assert.Contains("points past", await WhyNotAsync([Type, Media, Box("moov", Track(Offsets(offset)))]));

    [Fact]
    public async Task Long_offsets_cannot_be_negative() =>
        Assert.Contains("points past", await WhyNotAsync([Type, Media, Box("moov", Track(Table("co64", 8, [-1])))]));

    [Theory]
    [InlineData(2)]
    [InlineData(0x7FFFFFFF)]
    [InlineData(-1)]
    public async Task A_table_that_claims_more_than_it_holds_is_refused(int count) =>
        Assert.Contains("shorter", await WhyNotAsync([Type, Media, Box("moov", Track(Table("stco", 4, [24], count)))]));

    [Fact]
    public async Task A_box_that_reaches_past_the_one_around_it_is_refused()
    {
        var moov = Box("moov", Track(Offsets(24)), Box("free", new byte[8]));
        BinaryPrimitives.WriteInt32BigEndian(moov.AsSpan(moov.Length - 16), 17);
        Assert.Contains("does not fit", await WhyNotAsync([Type, Media, moov]));
    }

    [Fact]
    public async Task Every_track_needs_its_table() =>
        Assert.Contains("once", await WhyNotAsync([Type, Media, Box("moov", Track(Offsets(24)), Box("trak", Box("mdia")))]));

    [Fact]
    public async Task Fragments_and_compressed_indexes_are_left_to_the_ordinary_way()
    {
        Assert.Contains("fragments", await WhyNotAsync([Type, Media, Box("moov", Track(Offsets(24)), Box("mvex"))]));
        Assert.Contains("fragments", await WhyNotAsync([Type, Media, Box("moov", Box("cmov"))]));
        Assert.Contains("before the index", await WhyNotAsync([Type, Box("moof"), Box("moov")], null));
    }

    [Fact]
    public async Task Without_its_index_a_file_is_not_waited_for()
    {
        // Nothing behind the media has arrived: the answer needs no more than its header.
        using var file = new GrowingFile(temp.Write("end.mp4", [.. Type, .. Media]), 1000);
        file.Grow(40);
        var refused = await Assert.ThrowsAsync<CannotStreamException>(
            () => GrowingFeed.FindAsync(file, ContainerKind.Mp4, CancellationToken.None));
        Assert.Contains("behind the media", refused.Message);
    }

    [Fact]
    public async Task A_tail_without_the_index_is_no_help()
    {
        var moov = Box("moov", Track(Offsets(24)));
        Assert.Contains("behind the media", await WhyNotAsync([Type, Media, moov, Box("free")], 3));
        Assert.Contains("no index", await WhyNotAsync([Type, Media, Box("free")]));
        Assert.Contains("several places", await WhyNotAsync([Type, Media, Media, moov]));
    }

    [Theory]
    [InlineData(0x7FFFFFFFFFFFFFFF)]
    [InlineData(-1)]
    [InlineData(15)]
    public async Task Sizes_that_no_file_has_are_refused(long size)
    {
        var box = new byte[16];
        box[3] = 1;
        "free"u8.CopyTo(box.AsSpan(4));
        BinaryPrimitives.WriteInt64BigEndian(box.AsSpan(8), size);
        Assert.Contains("do not fit", await WhyNotAsync([Type, box, Media], null));
    }

    [Fact]
    public async Task More_boxes_than_a_file_has_before_its_media_are_refused() =>
        Assert.Contains("do not fit", await WhyNotAsync([Type, .. Enumerable.Repeat(Box("free"), 100), Media], null));
}
