using VideoTube.Media.Encoders;
using VideoTube.Media.Images;
using VideoTube.Media.Posters;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;

namespace VideoTube.Media.Tests.Encoders;

/// <summary>A kernel that has no memory left kills whom it likes: no file is called damaged for that.</summary>
public sealed class KilledProgramTests(MediaLab lab) : IClassFixture<MediaLab>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_whose_probe_was_killed_is_not_refused()
    {
        var clip = await lab.MakeAsync("killed-probe.mp4", "-f lavfi -i testsrc2=s=320x180:d=1 -c:v libx264 -pix_fmt yuv420p");
        var (runner, options) = await KilledAsync("ffprobe");
        await Assert.ThrowsAsync<InvalidOperationException>(() => new MediaProbe(runner, options).ProbeAsync(clip, Ct));
    }

    [Fact]
    public async Task A_file_whose_pictures_were_not_to_be_made_is_not_refused()
    {
        var clip = await lab.MakeAsync("killed-poster.mp4", "-f lavfi -i testsrc2=s=320x180:d=1 -c:v libx264 -pix_fmt yuv420p");
        var info = await new MediaProbe(lab.Runner, lab.Options).ProbeAsync(clip, Ct);
        var (runner, options) = await KilledAsync("ffmpeg");
        await Assert.ThrowsAsync<InvalidOperationException>(() => new PosterMaker(runner, options).MakeAsync(clip, info, lab.NewFolder(), Ct));
    }

    [Fact]
    public async Task A_picture_whose_encoder_was_killed_is_not_refused()
    {
        var picture = await lab.MakeAsync("killed.png", "-f lavfi -i testsrc2=s=320x180 -frames:v 1");
        var (runner, options) = await KilledAsync("ffmpeg");
        await Assert.ThrowsAsync<InvalidOperationException>(() => new ImageEncoder(runner, options).ReencodeAsync(picture, lab.NewFolder(), ImageShape.Avatar, Ct));
    }

    [Theory]
    [InlineData(137, false)]
    [InlineData(143, false)]
    [InlineData(1, true)]
    [InlineData(139, true)]
    public void What_a_program_said_before_it_was_killed_does_not_count(int exitCode, bool isCorrupt) =>
        Assert.Equal(isCorrupt, Failures.Of(new MediaRunResult(exitCode, "", "Error while decoding stream #0:0", null)) is MediaRefusedException);

    /// <summary>A runner one of whose programs is killed as soon as it has work.</summary>
    private async Task<(IMediaRunner, MediaOptions)> KilledAsync(string program)
    {
        var path = lab.Write($"{program}-{Guid.NewGuid():N}", "#!/bin/sh\ncase \"$*\" in *-version) exit 0;; esac\nkill -9 $$\n"u8);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        var options = program == "ffmpeg" ? lab.Options with { FfmpegPath = path } : lab.Options with { FfprobePath = path };
        return (await MediaRunners.CreateAsync(options, Ct), options);
    }
}
