using VideoTube.Web.Words;

namespace VideoTube.Tests.Web;

public sealed class CountWordsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1_000, "1 K")]
    [InlineData(1_249, "1.2 K")]
    [InlineData(9_949, "9.9 K")]
    [InlineData(9_950, "10 K")]
    [InlineData(12_345, "12 K")]
    [InlineData(999_499, "999 K")]
    [InlineData(999_500, "1 M")]
    [InlineData(3_400_000, "3.4 M")]
    [InlineData(2_500_000_000, "2.5 B")]
    public void A_count_is_short(long count, string words) => Assert.Equal(words, CountWords.Short(count));

    [Fact]
    public void One_is_singular_and_nothing_is_said_as_such()
    {
        Assert.Equal("1 view", CountWords.Views(1));
        Assert.Equal("2 views", CountWords.Views(2));
        Assert.Equal("No views", CountWords.Views(0));
        Assert.Equal("1,234,567 views", CountWords.Exact(1_234_567, "view", "views"));
    }
}
