using VideoTube.Media.Storyboards;

namespace VideoTube.Media.Tests.Storyboards;

public sealed class StoryboardTests(MediaLab lab) : IClassFixture<MediaLab>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1920, 1080, 10, 160, 90, 2, 5, 1)]
    [InlineData(1080, 1920, 50, 50, 90, 2, 25, 1)]
    [InlineData(640, 480, 50.5, 120, 90, 2, 26, 2)]
    [InlineData(2560, 1080, 0.2, 160, 68, 2, 1, 1)]
    [InlineData(1280, 720, 1000, 160, 90, 2, 500, 20)]
    [InlineData(1280, 720, 7200, 160, 90, 15, 480, 20)]
    [InlineData(1280, 720, 43200, 160, 90, 87, 497, 20)]
    public void Pictures_keep_the_aspect_and_long_videos_take_wider_steps(
        int width, int height, double seconds, int wide, int high, int step, int count, int sheets)
    {
        var plan = StoryboardPlan.Of(width, height, TimeSpan.FromSeconds(seconds));
        Assert.Equal((new StoryboardPlan(wide, high, step, count), sheets), (plan, plan.Sheets));
    }

    [Fact]
    public void The_track_names_the_place_of_each_picture()
    {
        var cues = StoryboardTrack.Write(new StoryboardPlan(160, 90, 2, 27), TimeSpan.FromSeconds(53.5)).Split("\n\n");
        Assert.Equal("WEBVTT", cues[0]);
        Assert.Equal(28, cues.Length);
        Assert.Equal("00:00:00.000 --> 00:00:02.000\nsheet-000.jpg#xywh=0,0,160,90", cues[1]);
        Assert.Equal("00:00:14.000 --> 00:00:16.000\nsheet-000.jpg#xywh=320,90,160,90", cues[8]);
        Assert.Equal("00:00:52.000 --> 00:00:53.500\nsheet-001.jpg#xywh=160,0,160,90\n", cues[27]);
    }

    /// <summary>Red for 30 s, then blue: pictures 0 to 14 are red, the rest of both sheets blue, the places behind the last one, too.</summary>
    [Theory]
    [InlineData(true, 25)]
    [InlineData(false, 250)] // key frames ten seconds apart
    public async Task Sheets_show_what_is_played_at_each_time(bool keyFramesOnly, int keyFrames)
    {
        var clip = await lab.MakeAsync(
            $"two-{keyFrames}.mp4", "-f lavfi -i color=red:s=426x240:r=25:d=60,drawbox=c=blue:t=fill:enable='gte(t,30)' -c:v libx264 -preset ultrafast "
            + $"-pix_fmt yuv420p -g {keyFrames} -movflags +frag_keyframe+empty_moov+default_base_moof+negative_cts_offsets -use_editlist 0");
        var plan = StoryboardPlan.Of(426, 240, TimeSpan.FromSeconds(60));

        var sheets = await new StoryboardMaker(lab.Runner, lab.Options).MakeAsync(
            async (to, ct) =>
            {
                await using var file = File.OpenRead(clip);
                await file.CopyToAsync(to, ct);
            }, plan, keyFramesOnly, lab.NewFolder(), Ct);

        Assert.Equal(["sheet-000.jpg", "sheet-001.jpg"], sheets.Select(Path.GetFileName));
        var (first, second) = (await Pixels.ReadAsync(lab, sheets[0]), await Pixels.ReadAsync(lab, sheets[1]));
        Assert.Equal((800, 450, "RRBB"), (first.Width, first.Height, first.Corners));
        Assert.Equal((800, 450, "BBBB"), (second.Width, second.Height, second.Corners));
        Assert.Equal('R', RowOf(first, 2)); // its third row begins with picture 10 and ends with 14
        Assert.Equal('B', RowOf(first, 3));
    }

    [Fact]
    public async Task What_is_no_video_is_a_fault() =>
        await Assert.ThrowsAnyAsync<Exception>(() => new StoryboardMaker(lab.Runner, lab.Options).MakeAsync(
            (to, ct) => to.WriteAsync("nonsense"u8.ToArray(), ct).AsTask(), StoryboardPlan.Of(426, 240, TimeSpan.FromSeconds(4)), true, lab.NewFolder(), Ct));

    /// <summary>The colour in the middle of one of the five rows.</summary>
    private static char RowOf(Pixels sheet, int row)
    {
        var at = (((int)((row + 0.5) * 16 / 5) * 16) + 8) * 3;
        return sheet.Rgb[at] > sheet.Rgb[at + 2] ? 'R' : 'B';
    }
}
