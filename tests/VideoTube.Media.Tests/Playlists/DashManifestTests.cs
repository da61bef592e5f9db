using System.Xml.Linq;
using VideoTube.Media.Boxes;
using VideoTube.Media.Playlists;

namespace VideoTube.Media.Tests.Playlists;

public sealed class DashManifestTests(MediaWorkshop workshop) : IClassFixture<MediaWorkshop>
{
    private static readonly XNamespace Dash = "urn:mpeg:dash:schema:mpd:2011";

    private static readonly InitTrack Video = new(1, TrackKind.Video, 1000, "avc1.64001f", 1280, 720, 0, 0);

    [Theory]
    [InlineData("-f lavfi -i testsrc2=s=640x360:r=25:d=9 -f lavfi -i sine=d=9:sample_rate=44100 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 50 -b:v 300k -maxrate 400k -bufsize 400k -c:a aac -ac 2", "copied.mp4")]
    [InlineData("-f lavfi -i testsrc2=s=426x240:r=30000/1001:d=9.3 -f lavfi -i sine=d=9.1:sample_rate=48000 -c:v mpeg4 -q:v 6 -c:a libmp3lame", "encoded.avi")]
    [InlineData("-f lavfi -i sine=d=9:sample_rate=44100 -c:a aac -ac 2", "sound.m4a")]
    public async Task Every_segment_it_names_is_there_and_begins_and_lasts_as_it_says(string arguments, string name)
    {
        var made = await workshop.MakeAsync(await workshop.ClipAsync(name, arguments));

        var manifest = XDocument.Parse(DashManifest.Write([.. made.Renditions.Select(RenditionFacts.Of)]));

        Assert.Equal("static", (string?)manifest.Root!.Attribute("type"));
        var representations = manifest.Descendants(Dash + "Representation").ToList();
        Assert.Equal(made.Renditions.Select(r => r.Name).Order(), representations.Select(r => (string)r.Attribute("id")!).Order());
        Assert.Equal(made.Renditions.Count(r => r.Track.Kind == TrackKind.Audio), manifest.Descendants(Dash + "AdaptationSet").Count(set => (string?)set.Attribute("contentType") == "audio"));
        foreach (var representation in representations)
            await HoldsAsync(made[(string)representation.Attribute("id")!], representation);
    }

    [Fact]
    public void Codecs_do_not_share_a_set_and_the_lowest_rate_comes_first()
    {
        var manifest = XDocument.Parse(DashManifest.Write(
        [
            Facts("720p", Video, 3000), Facts("240p", Video with { Height = 240 }, 500), Facts("720p-av1", Video with { Codecs = "av01.0.05M.08" }, 2000),
        ]));
        Assert.Equal(
            ["240p 720p", "720p-av1"],
            manifest.Descendants(Dash + "AdaptationSet").Select(set => string.Join(' ', set.Elements().Select(r => (string)r.Attribute("id")!))));
    }

    [Fact]
    public void A_timeline_is_written_short_and_read_again()
    {
        var timeline = RenditionFacts.Of(Of("720p", Video, (0, 4000), (4000, 4000), (8000, 4100), (12_000, 1500), (14_000, 500))).Timeline!;
        // The third reaches into the fourth; before the fifth there is a gap.
        Assert.Equal("1000 0:4000*3 12000:1500*1 14000:500*1", timeline.ToString());
        Assert.Equal(14.5, timeline.End);
        var read = Timeline.Parse(timeline.ToString());
        Assert.Equal((timeline.Timescale, timeline.ToString()), (read.Timescale, read.ToString()));
        Assert.Throws<FormatException>(() => Timeline.Parse("1000 nonsense"));
    }

    [Fact]
    public void What_begins_before_zero_cannot_be_told()
    {
        var facts = RenditionFacts.Of(Of("720p", Video, (-1024, 4000)));
        Assert.Null(facts.Timeline);
        Assert.Throws<ArgumentException>(() => DashManifest.Write([facts]));
        Assert.Throws<ArgumentException>(() => DashManifest.Write([]));
    }

    private static async Task HoldsAsync(Rendition rendition, XElement representation)
    {
        var template = representation.Element(Dash + "SegmentTemplate")!;
        var timescale = (long)template.Attribute("timescale")!;
        var init = Path.Combine(rendition.Folder, "..", (string)template.Attribute("initialization")!);
        var track = Assert.Single(InitSegment.Read(await File.ReadAllBytesAsync(init)));
        Assert.Equal((timescale, track.Codecs), (track.Timescale, (string)representation.Attribute("codecs")!));
        var number = (int)template.Attribute("startNumber")!;
        foreach (var run in template.Descendants(Dash + "S"))
            for (var i = 0; i <= ((int?)run.Attribute("r") ?? 0); i++, number++)
            {
                var name = ((string)template.Attribute("media")!).Replace("$Number%05d$", $"{number:00000}");
                await using var file = File.OpenRead(Path.Combine(rendition.Folder, "..", name));
                var facts = await MediaSegment.ReadAsync(file, track, CancellationToken.None);
                var (start, duration) = ((long)run.Attribute("t")!, (long)run.Attribute("d")!);
                Assert.Equal((start + (i * duration), duration), (facts.Start, facts.Duration));
            }

        Assert.Equal(Directory.GetFiles(rendition.Folder, "*.m4s").Length, number);
    }

    private static RenditionFacts Facts(string name, InitTrack track, long rate) => RenditionFacts.Of(Of(name, track, (0, 4000))) with { PeakBitRate = rate };

    private static Rendition Of(string name, InitTrack track, params (long Start, long Duration)[] segments) => new("/media/" + name, track, 800,
        [.. segments.Select((s, i) => new Segment($"s{i:00000}.m4s", 1000, TimeSpan.FromMilliseconds(s.Start), TimeSpan.FromMilliseconds(s.Duration), new SegmentFacts(s.Start, s.Duration, 100, true, [])))]);
}
