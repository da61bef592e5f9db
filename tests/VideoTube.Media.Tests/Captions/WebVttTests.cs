using System.Diagnostics;
using VideoTube.Media.Captions;

namespace VideoTube.Media.Tests.Captions;

public sealed class WebVttTests
{
    [Fact]
    public void Cues_keep_their_names_times_settings_and_text()
    {
        var track = WebVtt.Read("WEBVTT - a title\nKind: captions\n\nintro\n00:01.000 --> 01:02:03.450 line:0 align:start\n<v Ann>Hello <i>you</i></v>\nand you\n");

        var cue = Assert.Single(track.Cues);
        Assert.Equal(new CaptionCue(TimeSpan.FromSeconds(1), new TimeSpan(0, 1, 2, 3, 450), "<v Ann>Hello <i>you</i></v>\nand you")
        {
            Identifier = "intro", Settings = "line:0 align:start",
        }, cue);
        Assert.Equal("WEBVTT\n\nintro\n00:00:01.000 --> 01:02:03.450 line:0 align:start\n<v Ann>Hello <i>you</i></v>\nand you\n", WebVtt.Write(track));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    public void Any_line_end_ends_a_line(string end)
    {
        var track = WebVtt.Read($"WEBVTT{end}{end}00:01.000 --> 00:02.000{end}One{end}two{end}{end}{end}00:03.000 --> 00:04.000{end}Three");

        Assert.Equal(["One\ntwo", "Three"], track.Cues.Select(cue => cue.Text));
    }

    [Fact]
    public void Comments_and_styles_are_left_out_and_regions_stay()
    {
        var track = WebVtt.Read("""
            WEBVTT

            STYLE
            ::cue { background-image: url(https://elsewhere.example/spy) }

            NOTE
            not for viewers

            REGION
            id:left width:40% onload:x
            lines:3

            NOTE also this

            00:01.000 --> 00:02.000 region:left onclick:x size:400.5%
            Text
            """);

        Assert.Equal("id:left width:40% lines:3", Assert.Single(track.Regions).Settings);
        Assert.Equal("region:left size:400.5%", Assert.Single(track.Cues).Settings);
        Assert.Equal("WEBVTT\n\nREGION\nid:left\nwidth:40%\nlines:3\n\n00:00:01.000 --> 00:00:02.000 region:left size:400.5%\nText\n", WebVtt.Write(track));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "alert(1)")]
    [InlineData("<img src=x onerror=alert(1)>Hi", "Hi")]
    [InlineData("<b onclick=\"x\">Bold</b>", "<b>Bold</b>")]
    [InlineData("<v Ada onpointerenter=alert(1) style=x>Hi</v>", "<v Ada onpointerenteralert(1) stylex>Hi</v>")]
    [InlineData("<lang en-GB>Colour</lang>", "<lang en-GB>Colour</lang>")]
    [InlineData("<c.loud.red>Hey</c>", "<c.loud.red>Hey</c>")]
    [InlineData("<00:00:01.500>late", "<00:00:01.500>late")]
    [InlineData("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2")]
    [InlineData("&lt;b&gt; &nbsp;&#233;&bogus;", "&lt;b&gt; &nbsp;&#233;&amp;bogus;")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("unclosed <b", "unclosed &lt;b")]
    public void Text_is_made_harmless(string sent, string kept) =>
        Assert.Equal(kept, Assert.Single(WebVtt.Read($"WEBVTT\n\n00:01.000 --> 00:02.000\n{sent}\n").Cues).Text);

    [Theory]
    [InlineData("Hello", 1, "begins with WEBVTT")]
    [InlineData("WEBVTTX\n", 1, "begins with WEBVTT")]
    [InlineData("WEBVTT\n\n00:01.000 -> 00:02.000\nHi\n", 4, "no line of times")]
    [InlineData("WEBVTT\n\n\n00:xx.000 --> 00:02.000\nHi\n", 4, "no line of times")]
    [InlineData("WEBVTT\n\n00:61.000 --> 02:02.000\nHi\n", 3, "no line of times")]
    [InlineData("WEBVTT\n\n00:04.000 --> 00:02.000\nHi\n", 3, "ends before it starts")]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\ngo --> there\n", 4, "--&gt;")]
    [InlineData("WEBVTT\r\n\r\nname\r\n\r\n00:01.000 --> 00:02.000\r\nHi\r\n", 4, "the times of the cue \"name\"")]
    public void What_is_malformed_is_told_with_its_line(string text, int line, string words)
    {
        var wrong = Assert.Throws<CaptionFormatException>(() => WebVtt.Read(text));

        Assert.Equal(line, wrong.Line);
        Assert.StartsWith($"Line {line}: ", wrong.Message);
        Assert.Contains(words, wrong.Message);
    }

    [Fact]
    public void Overlapping_cues_stay_and_come_by_their_start()
    {
        var track = WebVtt.Read("WEBVTT\n\n00:05.000 --> 00:09.000\nB\n\n00:01.000 --> 00:06.000\nA\n\n00:07.000 --> 00:07.000\nnever shown\n");

        Assert.Equal(["A", "B"], track.Cues.Select(cue => cue.Text));
    }

    [Fact]
    public void A_cue_that_follows_without_an_empty_line_is_a_cue()
    {
        var track = WebVtt.Read("WEBVTT\n\n00:01.000 --> 00:02.000\nA\n00:03.000 --> 00:04.000\nB\n");

        Assert.Equal(["A", "B"], track.Cues.Select(cue => cue.Text));
    }

    [Fact]
    public void A_million_empty_lines_cost_little()
    {
        var began = Stopwatch.GetTimestamp();

        var track = WebVtt.Read("WEBVTT\n\n" + new string('\n', 3_000_000) + "00:01.000 --> 00:02.000\nHi" + new string('<', 500_000));

        Assert.Single(track.Cues);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20)); // it takes tenths of one
    }

    [Fact]
    public void What_was_written_reads_the_same()
    {
        var track = WebVtt.Read("WEBVTT\n\nREGION\nid:r\n\n1\n99:59:59.999 --> 100:00:00.000 region:r\nA &amp; <ruby>b<rt>c</rt></ruby>\n");

        Assert.Equal(WebVtt.Write(track), WebVtt.Write(WebVtt.Read(WebVtt.Write(track))));
    }
}
