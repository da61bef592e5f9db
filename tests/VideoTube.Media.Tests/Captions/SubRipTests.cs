using System.Text;
using VideoTube.Media.Captions;

namespace VideoTube.Media.Tests.Captions;

public sealed class SubRipTests
{
    [Fact]
    public void Cues_become_WebVTT()
    {
        var track = SubRip.Read("1\r\n00:00:01,000 --> 00:00:02,500\r\n<font color=\"red\"><i>Hello</i></font>\r\n{\\an8}Ben & Jerry\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nBye\r\n");

        Assert.Equal("""
            WEBVTT

            00:00:01.000 --> 00:00:02.500
            <i>Hello</i>
            Ben &amp; Jerry

            00:00:03.000 --> 00:00:04.000
            Bye

            """, WebVtt.Write(track));
    }

    [Theory]
    [InlineData("00:01,5 --> 00:02,000\nHi")]
    [InlineData("1\n0:00:01.500 --> 0:00:02.000\nHi")]
    [InlineData("\n\n  1  \n00:00:01,500-->00:00:02,000 X1:10 X2:20 Y1:5 Y2:6\nHi\n\n\n")]
    public void What_programs_really_write_is_read(string text)
    {
        var cue = Assert.Single(SubRip.Read(text).Cues);

        Assert.Equal(("Hi", 1.5, 2.0), (cue.Text, cue.Start.TotalSeconds, cue.End.TotalSeconds));
    }

    [Fact]
    public void An_arrow_in_a_text_is_text()
    {
        Assert.Equal("go --&gt; there", Assert.Single(SubRip.Read("1\n00:00:01,000 --> 00:00:02,000\ngo --> there\n").Cues).Text);
    }

    [Fact]
    public void A_missing_empty_line_swallows_no_cue()
    {
        var track = SubRip.Read("1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\nB\n");

        Assert.Equal(["A", "B"], track.Cues.Select(cue => cue.Text));
    }

    [Fact]
    public void What_is_no_cue_is_told_with_its_line()
    {
        var wrong = Assert.Throws<CaptionFormatException>(() => SubRip.Read("1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\nwhen it pleases\nB\n"));

        Assert.Equal(6, wrong.Line);
    }

    [Fact]
    public void Written_as_SubRip_a_track_keeps_what_SubRip_has()
    {
        var track = WebVtt.Read("WEBVTT\n\n00:01.000 --> 00:02.000 line:0\n<v Ann>A &amp; <b>b</b></v>\n");

        Assert.Equal("1\r\n00:00:01,000 --> 00:00:02,000\r\nA & <b>b</b>\r\n\r\n", SubRip.Write(track));
    }

    public static TheoryData<byte[]> Encodings => new(
        Encoding.UTF8.GetBytes(Srt), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Srt)], [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Srt)],
        [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Srt)], Encoding.Latin1.GetBytes(Srt));

    private const string Srt = "1\n00:00:01,000 --> 00:00:02,000\nÇa va, Zoë?\n";

    [Theory, MemberData(nameof(Encodings))]
    public void Every_common_encoding_is_told_from_the_bytes(byte[] file) =>
        Assert.Equal("Ça va, Zoë?", Assert.Single(CaptionFile.Read(file, isWebVtt: false).Cues).Text);

    [Fact]
    public void WebVTT_that_is_no_UTF8_is_refused()
    {
        var wrong = Assert.Throws<CaptionFormatException>(() =>
            CaptionFile.Read(Encoding.Latin1.GetBytes("WEBVTT\n\n00:01.000 --> 00:02.000\nZoë\n"), isWebVtt: true));

        Assert.Equal(4, wrong.Line);
    }

    [Fact]
    public void A_file_without_a_cue_is_refused() =>
        Assert.Throws<CaptionFormatException>(() => CaptionFile.Read("WEBVTT\n"u8, isWebVtt: true));

    [Theory]
    [InlineData("EN", "en")]
    [InlineData("pt-br", "pt-BR")]
    [InlineData("ZH-hANT-tw", "zh-Hant-TW")]
    [InlineData("sl-rozaj-biske-1994", "sl-rozaj-biske-1994")]
    [InlineData("de-DE-u-co-phonebk", "de-DE-u-co-phonebk")]
    [InlineData("x-klingon", "x-klingon")]
    [InlineData("es-419", "es-419")]
    [InlineData("e", null)]
    [InlineData("en_US", null)]
    [InlineData("en-", null)]
    [InlineData("en\n", null)]
    [InlineData("../en", null)]
    [InlineData("en-a", null)]
    public void Language_tags_are_checked_and_written_one_way(string sent, string? tag) => Assert.Equal(tag, LanguageTag.Normalize(sent));
}
