using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;

namespace VideoTube.Media.Tests.Encoders;

/// <summary>Every kind of source that people have ends as valid HLS.</summary>
public sealed class OddSourceTests(MediaWorkshop workshop) : IClassFixture<MediaWorkshop>
{
    private const string Picture = "-f lavfi -i testsrc2=s=320x240:r=25:d=4.4";
    private const string Sound = "-f lavfi -i sine=d=4.4";
    private const string X264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

    /// <summary>
    /// Clip, how it is made, names of its renditions, frames of each picture. In the transport stream and the AVI the
    /// sound begins up to a frame earlier: the first frame is then shown twice.
    /// </summary>
    public static TheoryData<string, string, string, int> Clips => new()
    {
        { "stereo.mp4", $"{Picture} {Sound} {X264} -g 50 -c:a aac -ac 2", "240p audio", 110 },
        { "silent.mp4", $"{Picture} {X264} -g 50", "240p", 110 },
        { "sound.m4a", $"{Sound} -c:a aac -ac 2", "audio", 0 },
        { "sound.mp3", $"{Sound} -c:a libmp3lame", "audio", 0 },
        { "surround.mp4", $"{Picture} -f lavfi -i aevalsrc=0|0|0|0|0|0:c=5.1:d=4.4 {X264} -g 50 -c:a aac", "240p audio", 110 },
        { "one-key.mp4", $"{Picture} {Sound} {X264} -g 999 -keyint_min 999 -sc_threshold 0 -c:a aac", "240p audio", 110 },
        { "ten-bit.mp4", $"{Picture} -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le", "240p", 110 },
        { "hdr.mp4", $"{Picture} -c:v libx265 -preset ultrafast -x265-params log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc -pix_fmt yuv420p10le -tag:v hvc1", "240p", 110 },
        { "interlaced.mp4", $"{Picture} -vf setfield=tff -c:v libx264 -preset ultrafast -pix_fmt yuv420p -flags +ilme+ildct -x264-params tff=1", "240p", 110 },
        { "wide-samples.mp4", $"{Picture} -vf setsar=4/3 {X264} -g 50", "240p", 110 },
        { "vp8.webm", $"{Picture} {Sound} -c:v libvpx -deadline realtime -cpu-used 8 -c:a libvorbis", "240p audio", 110 },
        { "vp9.webm", $"{Picture} {Sound} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus", "240p audio", 110 },
        { "tiny.webm", "-f lavfi -i testsrc2=s=161x91:r=25:d=4.4 -c:v libvpx-vp9 -deadline realtime -cpu-used 8", "90p", 110 },
        { "camera.ts", $"{Picture} {Sound} {X264} -g 50 -c:a aac -ac 2", "240p audio", 111 },
        { "old.avi", $"{Picture} {Sound} -c:v mpeg4 -c:a libmp3lame", "240p audio", 111 },
        { "film.mkv", $"{Picture} {Sound} {X264} -g 50 -c:a ac3 -ac 2", "240p audio", 110 },
        { "fast.mp4", $"-f lavfi -i testsrc2=s=320x240:r=50:d=4.4 -c:v mpeg4", "240p", 110 },
        { "fragments.mp4", $"{Picture} {Sound} {X264} -g 50 -c:a aac -movflags frag_keyframe+empty_moov", "240p audio", 110 },
        { "cover.mp3", $"{Sound} -f lavfi -i color=red:s=64x64:d=0.04 -c:a libmp3lame -c:v mjpeg -disposition:v attached_pic", "audio", 0 },
    };

    [Theory]
    [MemberData(nameof(Clips))]
    public async Task It_becomes_valid_hls(string name, string arguments, string renditions, int frames)
    {
        var made = await workshop.MakeAsync(await workshop.ClipAsync(name, arguments));
        Assert.Equal(renditions, made.Names);
        foreach (var rendition in made.Renditions)
        {
            // Matroska counts in milliseconds; 1/25 s fits, a sound packet of 23.2 ms does not.
            await HlsCheck.ValidAsync(rendition, gap: made.Source.Info.Container == ContainerKind.Mp4 ? 0 : 0.001);
            Assert.InRange(rendition.Segments[0].Start.TotalSeconds, 0, 0.025);
            var facts = RenditionFacts.Of(rendition);
            Assert.Matches(facts.IsAudio ? @"^mp4a\.40\.2$" : @"^avc1\.[0-9a-f]{6}$", facts.Codecs);
            Assert.InRange(facts.Duration.TotalSeconds, 4.35, 4.5);
            if (!facts.IsAudio)
            {
                Assert.Equal(frames, HlsCheck.Frames(rendition));
                Assert.Equal(TimeSpan.Zero, rendition.Segments[0].Start);
                Assert.Equal(0, rendition.Segments[0].Facts.SyncTimes[0]);
                // ffmpeg stretches the first frame when it writes the fragmented source.
                Assert.Equal(25, facts.FrameRate!.Value, name == "fragments.mp4" ? 0.2 : 0.01);
                // What a decoder sees is what the plan said, in square samples.
                Assert.Equal(
                    $"{facts.Width},{facts.Height},1:1,yuv420p",
                    await MediaWorkshop.FfprobeAsync(
                        await workshop.JoinAsync(rendition), "-show_entries stream=width,height,sample_aspect_ratio,pix_fmt"));
            }
        }
        HlsCheck.Aligned(made.Renditions);
    }

    [Fact]
    public async Task An_hdr_picture_is_neither_grey_nor_tagged_hdr()
    {
        var clip = await workshop.ClipAsync(
            "red.mp4", "-f lavfi -i color=0xff0000:s=320x240:r=25:d=1 -vf format=gbrp,zscale=min=gbr:tin=bt709:pin=bt709:t=smpte2084:p=bt2020:m=bt2020nc:npl=200,format=yuv420p10le -c:v libx265 "
            + "-preset ultrafast -x265-params log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc");
        var made = await workshop.MakeAsync(clip);
        var joined = await workshop.JoinAsync(made["240p"]);
        Assert.Equal("bt709", await MediaWorkshop.FfprobeAsync(joined, "-show_entries stream=color_transfer"));
        var pixel = Path.Combine(workshop.NewFolder(), "pixel.rgb");
        await MediaWorkshop.FfmpegAsync(["-i", joined, "-vf", "scale=1:1,format=rgb24", "-frames:v", "1", "-f", "rawvideo", pixel]);
        var rgb = File.ReadAllBytes(pixel);
        Assert.True(rgb[0] > 120 && rgb[1] < 60 && rgb[2] < 60, $"red became {rgb[0]}, {rgb[1]}, {rgb[2]}");
    }

    [Fact]
    public async Task A_turned_picture_is_encoded_upright()
    {
        var flat = await workshop.ClipAsync("flat.mp4", $"-f lavfi -i color=blue:s=480x270:r=25:d=2 {X264}");
        var turned = await workshop.ClipAsync("turned.mp4", $"-i {flat} -c copy -metadata:s:v rotate=90");
        var made = await workshop.MakeAsync(turned);
        Assert.Equal("240p", made.Names);
        var facts = RenditionFacts.Of(made["240p"]);
        Assert.Equal((240, 426), (facts.Width, facts.Height));
        Assert.Equal(0, made["240p"].Track.Rotation);
    }

    [Fact]
    public async Task Frames_at_any_pace_become_frames_at_one()
    {
        // Frozen from 1 s to 4 s.
        var clip = await workshop.ClipAsync(
            "frozen.mp4", "-f lavfi -i testsrc2=s=320x240:r=30:d=6 -vf select=not(between(t\\,1\\,4)) -fps_mode vfr -c:v mpeg4");
        var made = await workshop.MakeAsync(clip);
        var rendition = await HlsCheck.ValidAsync(made["240p"]);
        var facts = RenditionFacts.Of(rendition);
        Assert.InRange(facts.Duration.TotalSeconds, 5.9, 6.1);
        Assert.Equal(made.Ladder.Rungs[0].FrameRate.Value, facts.FrameRate!.Value, 0.01);
        Assert.True(rendition.Segments.All(s => s.Duration.TotalSeconds <= 4.11));
    }
}
