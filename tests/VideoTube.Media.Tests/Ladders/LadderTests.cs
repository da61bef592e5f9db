using VideoTube.Media.Ladders;
using VideoTube.Media.Probing;

namespace VideoTube.Media.Tests.Ladders;

public sealed class LadderTests
{
    private static readonly VideoTrack Hd = new()
    {
        Index = 0, Codec = "h264", Profile = "High", Width = 1920, Height = 1080, FrameRate = new(30, 1),
        PixelFormat = "yuv420p", BitRate = 5_000_000, LongestKeyFrameGap = TimeSpan.FromSeconds(2),
    };

    private static readonly AudioTrack Stereo = new()
    {
        Index = 1, Codec = "aac", Profile = "LC", Channels = 2, SampleRate = 48_000, BitRate = 128_000,
    };

    private static Ladder Plan(VideoTrack? video, AudioTrack? audio = null, LadderOptions? options = null) =>
        Ladder.Plan(
            new MediaInfo
            {
                Container = ContainerKind.Mp4, Duration = TimeSpan.FromSeconds(10), Size = 1, Video = video, Audio = audio,
            },
            options ?? new LadderOptions());

    private static string Sizes(Ladder ladder) =>
        string.Join(' ', ladder.Rungs.Select(r => $"{r.Name}={r.Width}x{r.Height}"));

    [Theory]
    [InlineData(1920, 1080, "1080p=1920x1080 720p=1280x720 480p=854x480 360p=640x360 240p=426x240")]
    [InlineData(854, 480, "480p=854x480 360p=640x360 240p=426x240")]
    [InlineData(640, 360, "360p=640x360 240p=426x240")]
    [InlineData(1080, 1920, "1080p=1080x1920 720p=720x1280 480p=480x854 360p=360x640 240p=240x426")]
    [InlineData(720, 720, "720p=720x720 480p=480x480 360p=360x360 240p=240x240")]
    [InlineData(1000, 700, "480p=686x480 360p=514x360 240p=342x240")]
    [InlineData(7680, 4320, "2160p=3840x2160 1440p=2560x1440 1080p=1920x1080 720p=1280x720 480p=854x480 360p=640x360 240p=426x240")]
    [InlineData(321, 181, "180p=320x180")]
    [InlineData(2, 1, "2p=2x2")]
    public void Rungs_follow_the_short_side_and_never_exceed_it(int width, int height, string expected) =>
        Assert.Equal(expected, Sizes(Plan(Hd with { Width = width, Height = height, Codec = "vp9" })));

    [Fact]
    public void Rotation_and_sample_aspect_count_as_they_are_shown()
    {
        var turned = Hd with { Width = 1280, Height = 720, Rotation = 90, SampleAspect = new(4, 3) };
        Assert.Equal("720p=720x1706 480p=480x1138 360p=360x852 240p=240x568", Sizes(Plan(turned)));
    }

    [Theory]
    [InlineData(25, 1, false, "25/1 25/1")]
    [InlineData(60, 1, false, "60/1 60/2")]
    [InlineData(60000, 1001, false, "60000/1001 60000/2002")]
    [InlineData(50, 1, false, "50/1 50/2")]
    [InlineData(120, 1, false, "120/2 120/4")]
    [InlineData(2990, 100, true, "30000/1001 30000/1001")]
    [InlineData(224, 10, true, "24000/1001 24000/1001")]
    [InlineData(2, 1, true, "10/1 10/1")]
    [InlineData(2, 1, false, "2/1 2/1")]
    [InlineData(29999, 1000, false, "30/1 30/1")]
    [InlineData(0, 1, true, "30/1 30/1")]
    public void Frame_rates_are_constant_and_capped(int numerator, int denominator, bool isVariable, string expected)
    {
        var ladder = Plan(Hd with { FrameRate = new(numerator, denominator), IsVariableFrameRate = isVariable });
        var ends = new[] { ladder.Rungs.First(r => r.Name == "720p"), ladder.Rungs[^1] };
        Assert.Equal(expected, string.Join(' ', ends.Select(r => $"{r.FrameRate.Numerator}/{r.FrameRate.Denominator}")));
    }

    [Fact]
    public void A_source_that_players_take_as_it_is_becomes_the_top_rung()
    {
        var ladder = Plan(Hd);
        Assert.True(ladder.CopyTop);
        Assert.Equal(["720p", "480p", "360p", "240p"], ladder.Encoded.Select(r => r.Name));
        Assert.True(Plan(Hd with { LongestKeyFrameGap = TimeSpan.FromSeconds(250 * 1001 / 24000.0) }).CopyTop);
    }

    [Fact]
    public void A_copied_size_between_two_rungs_keeps_its_own_and_stands_alone()
    {
        Assert.Equal(
            "1088p=1920x1088 720p=1270x720 480p=848x480 360p=636x360 240p=424x240", Sizes(Plan(Hd with { Height = 1088 })));
        Assert.Equal("180p=320x180", Sizes(Plan(Hd with { Width = 320, Height = 180, BitRate = 100_000 })));
    }

    public static TheoryData<string> NotCopyable => new(Reasons.Keys);

    private static readonly Dictionary<string, VideoTrack> Reasons = new()
    {
        ["codec"] = Hd with { Codec = "hevc" },
        ["depth"] = Hd with { BitDepth = 10, PixelFormat = "yuv420p10le" },
        ["chroma"] = Hd with { PixelFormat = "yuv444p" },
        ["aspect"] = Hd with { Width = 1440, SampleAspect = new(4, 3) },
        ["rotation"] = Hd with { Rotation = 90 },
        ["bit rate"] = Hd with { BitRate = 6_220_001 },
        ["key frames"] = Hd with { LongestKeyFrameGap = TimeSpan.FromSeconds(10.6) },
        ["interlaced"] = Hd with { IsInterlaced = true },
        ["hdr"] = Hd with { IsHdr = true },
        ["odd size"] = Hd with { Height = 1079 },
        ["frame rate"] = Hd with { FrameRate = new(120, 1) },
        ["size"] = Hd with { Width = 7680, Height = 4320 },
    };

    [Theory]
    [MemberData(nameof(NotCopyable))]
    public void A_source_that_some_player_refuses_is_encoded(string reason) => Assert.False(Plan(Reasons[reason]).CopyTop);

    [Fact]
    public void An_operator_can_limit_the_size_and_forbid_the_copy()
    {
        Assert.Equal("720p", Plan(Hd, options: new LadderOptions { MaxShortSide = 720 }).Rungs[0].Name);
        Assert.False(Plan(Hd, options: new LadderOptions { CopyTop = false }).CopyTop);
    }

    [Fact]
    public void Sound_is_copied_when_it_is_plain_aac_and_encoded_when_it_is_not()
    {
        Assert.Equal(AudioPlan.None, Plan(Hd).Audio);
        Assert.Equal(AudioPlan.Copy, Plan(Hd, Stereo).Audio);
        Assert.Equal(AudioPlan.Copy, Plan(Hd, Stereo with { BitRate = null }).Audio);
        foreach (var other in new[]
        {
            Stereo with { Codec = "mp3", Profile = null }, Stereo with { Profile = "HE-AAC" }, Stereo with { Channels = 6 },
            Stereo with { SampleRate = 96_000 }, Stereo with { BitRate = 320_000 },
        })
        {
            Assert.Equal(AudioPlan.Encode, Plan(Hd, other).Audio);
        }
    }

    [Fact]
    public void Sound_alone_has_no_rungs()
    {
        var ladder = Plan(null, Stereo);
        Assert.Empty(ladder.Rungs);
        Assert.False(ladder.CopyTop);
        Assert.Equal(AudioPlan.Copy, ladder.Audio);
    }
}
