using System.Text;
using VideoTube.Media.Probing;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Tests.Sniffing;

public sealed class ContainerSnifferTests(MediaLab lab) : IClassFixture<MediaLab>
{
    private const string Clip = "-f lavfi -i testsrc2=s=64x64:d=1 -f lavfi -i sine=d=1 -shortest ";

    [Theory]
    [InlineData("a.mp4", Clip, ContainerKind.Mp4)]
    [InlineData("a.mov", Clip + "-f mov", ContainerKind.Mp4)]
    [InlineData("a.mkv", Clip, ContainerKind.Matroska)]
    [InlineData("a.ts", Clip, ContainerKind.MpegTs)]
    [InlineData("a.m2ts", Clip + "-mpegts_m2ts_mode 1 -f mpegts", ContainerKind.MpegTs)]
    [InlineData("a.avi", Clip, ContainerKind.Avi)]
    [InlineData("a.flv", Clip + "-ar 44100", ContainerKind.Flv)]
    [InlineData("a.ogv", Clip, ContainerKind.Ogg)]
    [InlineData("a.mpg", Clip, ContainerKind.MpegPs)]
    [InlineData("a.wmv", Clip, ContainerKind.Asf)]
    [InlineData("a.mp3", "-f lavfi -i sine=d=1", ContainerKind.Mp3)]
    [InlineData("b.mp3", "-f lavfi -i sine=d=1 -id3v2_version 0 -write_xing 0", ContainerKind.Mp3)]
    [InlineData("a.flac", "-f lavfi -i sine=d=1", ContainerKind.Flac)]
    [InlineData("a.wav", "-f lavfi -i sine=d=1", ContainerKind.Wav)]
    [InlineData("a.aac", "-f lavfi -i sine=d=1", ContainerKind.Aac)]
    public async Task A_container_is_told_by_its_bytes_whatever_its_name(string name, string arguments, ContainerKind kind)
    {
        var made = await lab.MakeAsync(name, arguments.TrimEnd());
        var misnamed = lab.Write("holiday-" + Guid.NewGuid().ToString("N") + ".txt", File.ReadAllBytes(made));
        var ct = TestContext.Current.CancellationToken;
        Assert.Equal(kind, (await ContainerSniffer.SniffFileAsync(misnamed, ct)).Container);
        await new MediaProbe(lab.Runner, lab.Options).ProbeAsync(misnamed, ct);
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "video.disguised_playlist")]
    [InlineData("\uFEFF\n  #EXTM3U\n", "video.disguised_playlist")]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd\n", "video.disguised_playlist")]
    [InlineData("<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\">", "video.disguised_playlist")]
    [InlineData("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n", "video.disguised_playlist")]
    [InlineData("Dear diary, today I made a film about nothing.", "video.not_a_video")]
    [InlineData("\u0089PNG and no more of it", "video.not_a_video")]
    [InlineData("GIF89a and the rest of it", "video.is_an_image")]
    [InlineData("PK\u0003\u0004 and the rest of it", "video.is_an_archive")]
    [InlineData("RIFF1234WEBPVP8 and so on", "video.is_an_image")]
    [InlineData("\0\0\0\u001cftypheic and the rest of it", "video.is_an_image")]
    [InlineData("", "video.empty")]
    [InlineData("x", "video.not_a_video")]
    public void What_is_no_video_is_refused_by_name(string text, string code) =>
        Assert.Equal(code, ContainerSniffer.Sniff(Encoding.UTF8.GetBytes(text), isAll: true)!.Refusal!.Code);

    [Fact]
    public async Task A_growing_file_is_told_as_soon_as_its_bytes_allow_and_never_differently_later()
    {
        foreach (var (name, arguments) in new[] { ("g.ts", Clip), ("g.mp4", Clip), ("g.mp3", "-f lavfi -i sine=d=1") })
        {
            var bytes = File.ReadAllBytes(await lab.MakeAsync(name, arguments.TrimEnd()));
            ContainerKind? told = null;
            for (var length = 0; length < Math.Min(bytes.Length, 3000); length++)
            {
                if (ContainerSniffer.Sniff(bytes.AsSpan(0, length), isAll: false) is { } result)
                {
                    Assert.Null(result.Refusal);
                    told ??= result.Container;
                    Assert.Equal(told, result.Container);
                }
            }

            Assert.NotNull(told);
        }
    }

    [Fact]
    public void Text_is_refused_from_its_first_bytes_on()
    {
        var result = ContainerSniffer.Sniff("#EXTM3U\n#EXT-X-TARGET"u8, isAll: false);
        Assert.Equal("video.disguised_playlist", result!.Refusal!.Code);
    }

    [Fact]
    public void There_is_always_an_answer_after_enough_bytes()
    {
        // Starts like a transport stream, like sound, like a tag; and is nothing.
        foreach (var first in new byte[] { 0x47, 0xFF, (byte)'I', 0 })
        {
            var bytes = new byte[ContainerSniffer.Enough];
            bytes[0] = first;
            Assert.NotNull(ContainerSniffer.Sniff(bytes, isAll: false));
        }
    }
}
