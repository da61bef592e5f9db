using VideoTube.Dashboard;
using VideoTube.Web.Studio;

namespace VideoTube.Tests.Web;

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(0, "0 1")]
    [InlineData(1, "0 1")]
    [InlineData(3, "0 1 2 3")]
    [InlineData(5, "0 2 4 6")]
    [InlineData(8, "0 2 4 6 8")]
    [InlineData(9, "0 5 10")]
    [InlineData(42, "0 20 40 60")]
    [InlineData(80, "0 20 40 60 80")]
    [InlineData(999, "0 500 1000")]
    [InlineData(2.3, "0 1 2 3")]
    public void Its_lines_are_round_and_nothing_lies_above_them(double most, string lines) =>
        Assert.Equal(lines, string.Join(' ', ChartScale.Of(most)));

    [Theory]
    [InlineData(0, 0, "None in the 28 days before either")]
    [InlineData(7, 0, "None in the 28 days before")]
    [InlineData(12, 10, "20 % above the 28 days before")]
    [InlineData(9, 10, "10 % below the 28 days before")]
    [InlineData(0, 10, "100 % below the 28 days before")]
    [InlineData(1000, 999, "As in the 28 days before")]
    [InlineData(50_000, 10, "500 K % above the 28 days before")]
    public void What_was_gained_is_compared_in_words(double now, double before, string words) => Assert.Equal(words, new Comparison(now, before).Words);

    [Fact]
    public void A_chart_draws_each_day_and_tells_its_numbers_with_their_unit()
    {
        var day = new DateOnly(2026, 3, 1);
        var before = Enumerable.Range(0, 28).Select(i => new DayGain(day.AddDays(i), 0, 0, 0, 0, 0)).ToList();
        var now = Enumerable.Range(28, 28).Select(i => new DayGain(day.AddDays(i), i == 30 ? 4 : 0, i == 30 ? 3 * 3600 : 0, 0, 0, 0)).ToList();

        var views = LineChart.Draw(Measure.Views, before, now).Value;
        var time = LineChart.Draw(Measure.WatchTime, before, now).Value;

        Assert.Contains("aria-label=\"Views by day. Most on 31 Mar: 4 views.\"", views);
        Assert.Contains("31 Mar: 4 views</text>", views);
        Assert.Contains("3 Mar: 0 views</text>", views);
        Assert.Equal(28, views.Split("class=\"day\"").Length - 1);
        Assert.Contains(" 7.41,0 ", views); // the third of 28 days, at the top
        Assert.Contains(">3 h</text>", time);
        Assert.Contains("31 Mar: 3 hours</text>", time);
    }
}
