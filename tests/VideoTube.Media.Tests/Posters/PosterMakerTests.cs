using System.Buffers.Binary;
using VideoTube.Media.Posters;
using VideoTube.Media.Probing;

namespace VideoTube.Media.Tests.Posters;

public sealed class PosterMakerTests(MediaLab lab) : IClassFixture<MediaLab>
{
    private const string H264 = " -c:v libx264 -preset ultrafast -pix_fmt yuv420p";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(IReadOnlyList<string> Posters, string Folder)> MakeAsync(string path, int count = 1)
    {
        var info = await new MediaProbe(lab.Runner, lab.Options).ProbeAsync(path, Ct);
        var folder = lab.NewFolder();
        return (await new PosterMaker(lab.Runner, lab.Options).MakeAsync(path, info, folder, Ct, count), folder);
    }

    private async Task<Pixels> MakeOneAsync(string name, string arguments)
    {
        var (posters, folder) = await MakeAsync(await lab.MakeAsync(name, arguments));
        Assert.Equal([Path.Combine(folder, "poster.jpg")], posters);
        Assert.Equal(posters, Directory.GetFiles(folder));
        return await Pixels.ReadAsync(lab, posters[0]);
    }

    [Theory]
    [InlineData("one.mp4", 250)] // a single key frame, black
    [InlineData("many.mp4", 10)]
    public async Task A_black_frame_is_not_chosen_while_there_is_a_better_one(string name, int keyFrames)
    {
        var poster = await MakeOneAsync(
            name, $"-f lavfi -i color=red:s=320x180:r=25:d=4,noise=alls=40:allf=t,drawbox=c=black:t=fill:enable='not(between(t,1.3,2.4))'{H264} -g {keyFrames}");
        Assert.Equal((320, 180, "RRRR"), (poster.Width, poster.Height, poster.Corners));
    }

    [Fact]
    public async Task Several_candidates_come_best_first()
    {
        var path = await lab.MakeAsync("several.mp4", "-f lavfi -i testsrc2=s=320x180:r=25:d=6" + H264 + " -g 12");
        var (posters, folder) = await MakeAsync(path, count: 3);
        Assert.Equal(["poster.jpg", "poster-2.jpg", "poster-3.jpg"], posters.Select(Path.GetFileName));
        Assert.Equal(3, Directory.GetFiles(folder).Length);
        var sizes = posters.Select(poster => new FileInfo(poster).Length).ToList();
        Assert.Equal(sizes.OrderDescending(), sizes);
    }

    [Fact]
    public async Task A_large_wide_picture_is_shrunk_at_its_display_aspect()
    {
        var poster = await MakeOneAsync("large.mp4", "-f lavfi -i testsrc2=s=1440x1080:r=10:d=1 -vf setsar=4/3" + H264);
        Assert.Equal((1280, 720), (poster.Width, poster.Height));
    }

    [Fact]
    public async Task A_turned_video_stands_upright()
    {
        var made = await lab.MakeAsync(
            "turn.mp4", "-f lavfi -i color=red:s=320x180:r=25:d=2,drawbox=x=0:y=90:w=320:h=90:c=blue:t=fill" + H264);
        var bytes = File.ReadAllBytes(made);
        var matrix = bytes.AsSpan().IndexOf("tkhd"u8) + 44;
        int[] quarterTurn = [0, 1 << 16, 0, -1 << 16, 0];
        for (var i = 0; i < quarterTurn.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(matrix + (4 * i)), quarterTurn[i]);
        }

        var (posters, _) = await MakeAsync(lab.Write("turned.mp4", bytes));
        var poster = await Pixels.ReadAsync(lab, posters[0]);
        // Clockwise: what was below is now left.
        Assert.Equal((180, 320, "BRBR"), (poster.Width, poster.Height, poster.Corners));
    }

    [Fact]
    public async Task Hdr_and_interlaced_sources_get_a_poster()
    {
        await MakeOneAsync("hdr.mp4", "-f lavfi -i testsrc2=s=320x180:r=25:d=1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le "
            + "-color_trc smpte2084 -colorspace bt2020nc -color_primaries bt2020");
        await MakeOneAsync("lace.mp4", "-f lavfi -i testsrc2=s=320x180:r=50:d=1 -vf tinterlace=interleave_top,fieldorder=tff -flags +ildct+ilme" + H264);
    }

    [Fact]
    public async Task A_single_frame_is_its_own_poster() =>
        await MakeOneAsync("still.mp4", "-f lavfi -i testsrc2=s=320x180:r=25:d=1 -frames:v 1" + H264);

    [Fact]
    public async Task Sound_alone_is_shown_as_waves_on_a_dark_ground()
    {
        var poster = await MakeOneAsync("sound.mp3", "-f lavfi -i sine=d=3");
        Assert.Equal((1280, 720, "KKKK"), (poster.Width, poster.Height, poster.Corners));
        var middle = ((8 * 16) + 8) * 3;
        Assert.True(poster.Rgb[middle + 2] > 110, "The waves are missing.");
    }
}
