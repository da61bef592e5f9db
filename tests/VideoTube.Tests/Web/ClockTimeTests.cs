using VideoTube.Web.Words;

namespace VideoTube.Tests.Web;

public sealed class ClockTimeTests
{
    [Theory]
    [InlineData("0:00", 0)]
    [InlineData("0:05.2", 5.2)]
    [InlineData("12:34", 754)]
    [InlineData("59:59.999", 3599.999)]
    [InlineData("1:02:03.05", 3723.05)]
    [InlineData("100:00:00", 360_000)]
    public void A_time_is_written_as_it_is_read(string text, double seconds)
    {
        Assert.Equal(seconds, ClockTime.Parse(text));
        Assert.Equal(text, ClockTime.Write(seconds));
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData(" 7,5 ", 7.5)]
    [InlineData("00:07", 7)]
    [InlineData("90:00", 5400)]
    [InlineData("1.0004", 1)]
    public void It_is_read_in_other_ways_too(string text, double seconds) => Assert.Equal(seconds, ClockTime.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("1:60")]
    [InlineData("1:60:00")]
    [InlineData(":30")]
    [InlineData("1:2:3:4")]
    [InlineData("-1")]
    [InlineData("1:-1")]
    [InlineData("1e3")]
    [InlineData("99999:00")]
    [InlineData("99999999")]
    [InlineData("NaN")]
    public void What_is_no_time_is_none(string text) => Assert.Null(ClockTime.Parse(text));
}
