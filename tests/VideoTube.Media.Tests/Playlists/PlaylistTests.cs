using VideoTube.Media.Boxes;
using VideoTube.Media.Playlists;

namespace VideoTube.Media.Tests.Playlists;

public sealed class PlaylistTests
{
    private static readonly InitTrack Video = new(1, TrackKind.Video, 1000, "avc1.64001f", 1280, 720, 0, 0);

    private static Rendition Of(string name, InitTrack track, params (double Seconds, long Bytes)[] segments)
    {
        var start = 0.0;
        var list = new List<Segment>();
        foreach (var (seconds, bytes) in segments)
        {
            list.Add(new Segment(
                $"s{list.Count:00000}.m4s", bytes, TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(seconds),
                new SegmentFacts((long)(start * 1000), (long)(seconds * 1000), (int)(seconds * 25), true, [])));
            start += seconds;
        }
        return new Rendition("/media/" + name, track, 800, list);
    }

    [Fact]
    public void A_complete_playlist_is_vod_with_exact_durations()
    {
        var text = MediaPlaylist.Write(Of("720p", Video, (4.0, 1), (4.004, 1), (1.5, 1)), isComplete: true);
        Assert.Equal(
            """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-TARGETDURATION:4
            #EXT-X-MEDIA-SEQUENCE:0
            #EXT-X-PLAYLIST-TYPE:VOD
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MAP:URI="init.mp4"
            #EXTINF:4.000000,
            s00000.m4s
            #EXTINF:4.004000,
            s00001.m4s
            #EXTINF:1.500000,
            s00002.m4s
            #EXT-X-ENDLIST

            """,
            text);
    }

    [Fact]
    public void A_growing_playlist_starts_at_its_beginning_and_keeps_its_promise()
    {
        var text = MediaPlaylist.Write(Of("720p", Video, (4, 1)), isComplete: false, promisedTarget: 5);
        Assert.Contains("#EXT-X-TARGETDURATION:5\n", text);
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:EVENT\n", text);
        Assert.Contains("#EXT-X-START:TIME-OFFSET=0\n", text);
        Assert.DoesNotContain("ENDLIST", text);
    }

    [Theory]
    [InlineData(4.49, 4)]
    [InlineData(4.5, 5)]
    [InlineData(0.2, 1)]
    public void The_target_is_the_longest_segment_rounded(double seconds, int target) =>
        Assert.Contains(
            $"#EXT-X-TARGETDURATION:{target}\n", MediaPlaylist.Write(Of("a", Video, (seconds, 1)), isComplete: true));

    [Fact]
    public void The_peak_is_that_of_the_worst_run_of_about_a_target_duration()
    {
        // 4 s target: a run lasts 2 to 6 s. The 1 s burst alone is too short to count; with 4 s beside it it does.
        var facts = RenditionFacts.Of(Of("720p", Video, (4, 400_000), (1, 600_000), (4, 400_000), (4, 100_000)));
        Assert.Equal(1_000_000 * 8 / 5, facts.PeakBitRate);
        Assert.Equal((long)Math.Ceiling(1_500_000 * 8 / 13.0), facts.AverageBitRate);
    }

    [Fact]
    public void A_turned_picture_is_told_as_it_is_shown()
    {
        var facts = RenditionFacts.Of(Of("720p", Video with { Rotation = 90 }, (4, 1)));
        Assert.Equal((720, 1280), (facts.Width, facts.Height));
        Assert.Equal(25, facts.FrameRate);
    }

    [Fact]
    public void Pictures_share_the_sound_and_count_it_in()
    {
        var sound = Of("audio", new InitTrack(1, TrackKind.Audio, 48_000, "mp4a.40.2", 0, 0, 0, 2), (4, 64_000));
        var text = MasterPlaylist.Write(
        [
            RenditionFacts.Of(Of("720p", Video, (4, 1_000_000))), RenditionFacts.Of(sound),
            RenditionFacts.Of(Of("240p", Video with { Codecs = "avc1.640015", Width = 426, Height = 240 }, (4, 100_000))),
        ]);
        Assert.Equal(
            """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Main",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio/index.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=328000,AVERAGE-BANDWIDTH=328000,CODECS="avc1.640015,mp4a.40.2",RESOLUTION=426x240,FRAME-RATE=25.000,AUDIO="audio"
            240p/index.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=2128000,AVERAGE-BANDWIDTH=2128000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000,AUDIO="audio"
            720p/index.m3u8

            """,
            text);
        Assert.Equal(
            """
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-STREAM-INF:BANDWIDTH=128000,AVERAGE-BANDWIDTH=128000,CODECS="mp4a.40.2"
            audio/index.m3u8

            """,
            MasterPlaylist.Write([RenditionFacts.Of(sound)]));
    }

    [Fact]
    public void Silent_pictures_name_no_sound() =>
        Assert.DoesNotContain("AUDIO", MasterPlaylist.Write([RenditionFacts.Of(Of("720p", Video, (4, 1)))]));

    [Fact]
    public void Nothing_cannot_be_offered() => Assert.Throws<ArgumentException>(() => MasterPlaylist.Write([]));
}
