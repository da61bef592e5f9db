using VideoTube.Playback;

namespace VideoTube.Tests.Playback;

public sealed class MediaRangesTests
{
    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=0-99", 0, 100)]
    [InlineData("bytes=0-", 0, 100)]
    [InlineData("bytes=99-", 99, 1)]
    [InlineData("bytes=99-99", 99, 1)]
    [InlineData("bytes=10-19", 10, 10)]
    [InlineData("bytes=10-1000", 10, 90)]
    [InlineData("bytes=10-99999999999999999999999", 10, 90)]
    [InlineData("bytes=-1", 99, 1)]
    [InlineData("bytes=-100", 0, 100)]
    [InlineData("bytes=-500", 0, 100)]
    [InlineData("bytes=-99999999999999999999999", 0, 100)]
    [InlineData("BYTES=5-6", 5, 2)]
    [InlineData("bytes= 5-6 ", 5, 2)]
    [InlineData("bytes=5-6,", 5, 2)]
    [InlineData("bytes=,5-6", 5, 2)]
    [InlineData("bytes=0-9,10-19", 0, 20)]
    [InlineData("bytes=10-19, 0-9", 0, 20)]
    [InlineData("bytes=0-50,20-30", 0, 51)]
    [InlineData("bytes=5-6,200-300", 5, 2)]
    public void A_range_of_a_hundred_bytes_is_a_part(string header, long offset, long length) =>
        Assert.Equal(new MediaRange(RangeKind.Part, offset, length), MediaRanges.Answer(header, 100));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=,")]
    [InlineData("bytes=-")]
    [InlineData("bytes=5")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=5-4")]
    [InlineData("bytes=+5-6")]
    [InlineData("bytes=5-6-7")]
    [InlineData("bytes=--5")]
    [InlineData("bytes=5 -6")]
    [InlineData("bytes=0x1-2")]
    [InlineData("bytes=٣-٤")]
    [InlineData("items=0-5")]
    [InlineData("bytes =0-5")]
    [InlineData("bytes=0-5,x")]
    [InlineData("bytes=0-5,50-60")]
    public void What_is_unknown_malformed_or_in_pieces_gets_the_whole(string? header) =>
        Assert.Equal(new MediaRange(RangeKind.Whole, 0, 100), MediaRanges.Answer(header, 100));

    [Theory]
    [InlineData("bytes=100-", 100)]
    [InlineData("bytes=100-200", 100)]
    [InlineData("bytes=99999999999999999999999-", 100)]
    [InlineData("bytes=-0", 100)]
    [InlineData("bytes=100-,200-", 100)]
    [InlineData("bytes=0-", 0)]
    [InlineData("bytes=0-0", 0)]
    public void What_lies_beyond_the_end_is_unsatisfiable(string header, long length) =>
        Assert.Equal(RangeKind.Unsatisfiable, MediaRanges.Answer(header, length).Kind);

    [Fact]
    public void The_end_of_an_empty_file_is_the_whole_of_it() =>
        Assert.Equal(new MediaRange(RangeKind.Whole, 0, 0), MediaRanges.Answer("bytes=-5", 0));

    [Fact]
    public void A_hostile_number_of_ranges_gets_the_whole() =>
        Assert.Equal(RangeKind.Whole, MediaRanges.Answer("bytes=" + string.Join(',', Enumerable.Repeat("0-", 1000)), 100).Kind);
}
