using VideoTube.Web.Words;

namespace VideoTube.Tests.Web;

public sealed class TimeWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-5, "just now")]
    [InlineData(59, "just now")]
    [InlineData(60, "1 minute ago")]
    [InlineData(3_599, "59 minutes ago")]
    [InlineData(3_600, "1 hour ago")]
    [InlineData(86_399, "23 hours ago")]
    [InlineData(3 * 86_400, "3 days ago")]
    [InlineData(7 * 86_400, "1 week ago")]
    [InlineData(29 * 86_400, "4 weeks ago")]
    [InlineData(30 * 86_400, "1 month ago")]
    [InlineData(364 * 86_400, "12 months ago")]
    [InlineData(2 * 365 * 86_400, "2 years ago")]
    public void A_time_is_told_by_how_long_ago_it_was(int seconds, string words) =>
        Assert.Equal(words, TimeWords.Ago(Now - TimeSpan.FromSeconds(seconds), Now));

    [Theory]
    [InlineData(0, "0:00", "0 seconds", "PT0S")]
    [InlineData(7.4, "0:07", "7 seconds", "PT7S")]
    [InlineData(59.6, "1:00", "1 minute", "PT1M")]
    [InlineData(754, "12:34", "12 minutes 34 seconds", "PT12M34S")]
    [InlineData(3_723, "1:02:03", "1 hour 2 minutes 3 seconds", "PT1H2M3S")]
    [InlineData(90_000, "25:00:00", "25 hours", "P1DT1H")]
    public void A_length_is_told_for_eyes_ears_and_machines(double seconds, string clock, string spoken, string iso)
    {
        Assert.Equal(clock, TimeWords.Clock(seconds));
        Assert.Equal(spoken, TimeWords.Spoken(seconds));
        Assert.Equal(iso, TimeWords.Iso(seconds));
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("1m30s", 90)]
    [InlineData("1h2m3s", 3_723)]
    [InlineData("2m", 120)]
    [InlineData("", null)]
    [InlineData("abc", null)]
    [InlineData("m", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999", null)]
    [InlineData("9999999h", null)]
    public void Where_to_start_is_read_from_the_address(string text, int? seconds) => Assert.Equal(seconds, TimeWords.ParseStart(text));
}
