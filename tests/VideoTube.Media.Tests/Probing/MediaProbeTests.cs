using System.Buffers.Binary;
using System.Diagnostics;
using VideoTube.Media.Probing;

namespace VideoTube.Media.Tests.Probing;

public sealed class MediaProbeTests(MediaLab lab) : IClassFixture<MediaLab>
{
    private const string Picture = "-f lavfi -i testsrc2=s=320x180:r=25:d=4";
    private const string Sound = "-f lavfi -i sine=d=4";
    private const string H264 = " -c:v libx264 -preset ultrafast -pix_fmt yuv420p";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<MediaInfo> ProbeAsync(string path) => new MediaProbe(lab.Runner, lab.Options).ProbeAsync(path, Ct);

    private async Task<MediaInfo> ProbeMadeAsync(string name, string arguments) =>
        await ProbeAsync(await lab.MakeAsync(name, arguments));

    private async Task<string> RefusalAsync(string path) =>
        (await Assert.ThrowsAsync<MediaRefusedException>(() => ProbeAsync(path))).Refusal.Code;

    [Fact]
    public async Task A_plain_mp4_is_described_in_full()
    {
        var info = await ProbeMadeAsync("plain.mp4", $"{Picture} {Sound}{H264} -g 50 -c:a aac");
        var video = info.Video!;
        Assert.Equal(ContainerKind.Mp4, info.Container);
        Assert.Equal(4, info.Duration.TotalSeconds, 0.1);
        Assert.Equal(("h264", 320, 180, 0, 8), (video.Codec, video.Width, video.Height, video.Rotation, video.BitDepth));
        Assert.Equal(25, video.FrameRate.Value);
        Assert.Equal(2, video.LongestKeyFrameGap.TotalSeconds, 0.001);
        Assert.False(video.IsVariableFrameRate || video.IsInterlaced || video.IsHdr);
        Assert.InRange(video.BitRate, 10_000, 10_000_000);
        Assert.Equal(("aac", 1, 44_100), (info.Audio!.Codec, info.Audio.Channels, info.Audio.SampleRate));
        Assert.Equal("video/mp4", BrowserPlayback.MimeType(info));
    }

    [Fact]
    public async Task Webm_has_its_length_and_plays_as_it_is()
    {
        var info = await ProbeMadeAsync("plain.webm", $"{Picture} {Sound} -c:v libvpx -deadline realtime -c:a libopus");
        Assert.Equal(4, info.Duration.TotalSeconds, 0.1);
        Assert.False(info.Video!.IsVariableFrameRate);
        Assert.Equal("video/webm", BrowserPlayback.MimeType(info));
    }

    [Fact]
    public async Task Matroska_and_quicktime_are_not_promised_to_browsers()
    {
        Assert.Null(BrowserPlayback.MimeType(await ProbeMadeAsync("plain.mkv", $"{Picture} {Sound}{H264}")));
        Assert.Null(BrowserPlayback.MimeType(await ProbeMadeAsync("plain.mov", $"{Picture}{H264} -f mov")));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task A_turned_phone_is_seen(int clockwise)
    {
        var made = await lab.MakeAsync($"upright{clockwise}.mp4", Picture + H264);
        var bytes = File.ReadAllBytes(made);
        // The display matrix of tkhd: 3x3, 16.16 fixed point; a, b, u, c, d …
        var matrix = bytes.AsSpan().IndexOf("tkhd"u8) + 4 + 40;
        var (a, b) = clockwise switch { 90 => (0, 1), 180 => (-1, 0), _ => (0, -1) };
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(matrix), a << 16);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(matrix + 4), b << 16);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(matrix + 12), -b << 16);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(matrix + 16), a << 16);
        var video = (await ProbeAsync(lab.Write($"turned{clockwise}.mp4", bytes))).Video!;
        Assert.Equal(clockwise, video.Rotation);
        Assert.Equal(clockwise == 180 ? (320, 180) : (180, 320), video.DisplaySize);
    }

    [Fact]
    public async Task Wide_samples_variable_pace_fields_and_depth_are_seen()
    {
        var wide = await ProbeMadeAsync("wide.mp4", $"{Picture} -vf setsar=4/3{H264}");
        Assert.Equal(426, wide.Video!.DisplaySize.Width);

        var almostSquare = await ProbeMadeAsync("almost-square.mp4", $"{Picture} -vf setsar=1281/1280{H264}");
        Assert.Equal((Rational.One, (320, 180)), (almostSquare.Video!.SampleAspect, almostSquare.Video.DisplaySize));

        var absurd = await ProbeMadeAsync("absurd.mp4", $"{Picture} -vf setsar=1000/1{H264}");
        Assert.Equal((320, 180), absurd.Video!.DisplaySize);

        var variable = await ProbeMadeAsync("vfr.mkv", $"{Picture} -vf select=not(mod(n\\,7))+gt(n\\,60) -vsync vfr{H264}");
        Assert.True(variable.Video!.IsVariableFrameRate);

        var fields = await ProbeMadeAsync("fields.mp4", $"{Picture} -vf tinterlace=interleave_top,fieldorder=tff -flags +ildct+ilme{H264}");
        Assert.True(fields.Video!.IsInterlaced);
        Assert.False(BrowserPlayback.CanPlayOriginal(fields));

        var deep = await ProbeMadeAsync("deep.mp4",
            $"{Picture} -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le -color_trc smpte2084 -colorspace bt2020nc -color_primaries bt2020");
        Assert.Equal((10, true), (deep.Video!.BitDepth, deep.Video.IsHdr));
        Assert.False(BrowserPlayback.CanPlayOriginal(deep));
    }

    [Fact]
    public async Task Sound_alone_is_valid_and_its_cover_is_no_picture()
    {
        await lab.MakeAsync("cover.png", "-f lavfi -i testsrc2=s=64x64:d=1 -frames:v 1");
        var info = await ProbeMadeAsync("cover.mp3",
            $"{Sound} -i {lab.Folder}/cover.png -map 0 -map 1 -c:v copy -disposition:v attached_pic");
        Assert.Null(info.Video);
        Assert.Equal("mp3", info.Audio!.Codec);
        Assert.Equal("audio/mpeg", BrowserPlayback.MimeType(info));
    }

    [Fact]
    public async Task A_silent_video_is_valid()
    {
        var info = await ProbeMadeAsync("silent.mp4", Picture + H264);
        Assert.Null(info.Audio);
        Assert.True(BrowserPlayback.CanPlayOriginal(info));
    }

    [Fact]
    public async Task A_forged_length_does_not_deceive()
    {
        var bytes = File.ReadAllBytes(await lab.MakeAsync("honest.mp4", Picture + H264));
        foreach (var (box, at) in new[] { ("mvhd", 16), ("mdhd", 16), ("tkhd", 20) })
        {
            var start = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(box)) + 4;
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(start + at), int.MaxValue);
        }

        var info = await ProbeAsync(lab.Write("forged.mp4", bytes));
        Assert.Equal(4, info.Duration.TotalSeconds, 0.1);
    }

    [Fact]
    public async Task A_long_video_is_sampled_and_its_end_checked()
    {
        // 100 frames a second make 40,000 packets, more than are all read.
        var made = await lab.MakeAsync("long.mp4", $"-f lavfi -i color=s=16x16:r=100:d=400{H264} -g 700");
        var info = await ProbeAsync(made);
        Assert.Equal(400, info.Duration.TotalSeconds, 0.1);
        Assert.Equal(7, info.Video!.LongestKeyFrameGap.TotalSeconds, 0.1);
        Assert.False(info.Video.IsVariableFrameRate);

        var bytes = File.ReadAllBytes(made);
        foreach (var (box, at) in new[] { ("mvhd", 16), ("mdhd", 16), ("tkhd", 20) })
        {
            var field = bytes.AsSpan(bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(box)) + 4 + at);
            BinaryPrimitives.WriteInt32BigEndian(field, 20 * BinaryPrimitives.ReadInt32BigEndian(field));
        }

        var forged = await ProbeAsync(lab.Write("long-forged.mp4", bytes));
        Assert.Equal(400, forged.Duration.TotalSeconds, 0.1);
    }

    [Fact]
    public async Task A_playlist_named_mp4_is_refused()
    {
        var secret = await lab.MakeAsync("secret.ts", Picture + H264);
        var hls = lab.Write("hls.mp4", System.Text.Encoding.UTF8.GetBytes($"#EXTM3U\n#EXTINF:4,\nfile:{secret}\n#EXT-X-ENDLIST\n"));
        Assert.Equal("video.disguised_playlist", await RefusalAsync(hls));
        var concat = lab.Write("concat.mp4", System.Text.Encoding.UTF8.GetBytes($"ffconcat version 1.0\nfile {secret}\n"));
        Assert.Equal("video.disguised_playlist", await RefusalAsync(concat));
    }

    [Fact]
    public async Task A_playlist_behind_a_containers_signature_is_refused()
    {
        var secret = await lab.MakeAsync("secret2.ts", Picture + H264);
        var text = System.Text.Encoding.UTF8.GetBytes($"\n#EXTM3U\n#EXTINF:4,\nfile:{secret}\n#EXT-X-ENDLIST\n");
        foreach (var signature in new[] { "\0\0\0\u0010ftypisom\0\0\0\0", "FLV\u0001", "OggS\0", "ID3\u0003\0\0\0\0\0\u0001" })
        {
            byte[] bytes = [.. System.Text.Encoding.Latin1.GetBytes(signature), .. text];
            Assert.StartsWith("video.", await RefusalAsync(lab.Write("behind.mp4", bytes)));
        }
    }

    [Fact]
    public async Task A_file_named_like_a_protocol_is_only_a_file()
    {
        var made = await lab.MakeAsync("named.ts", Picture + H264);
        var named = lab.Write("concat:named.ts", File.ReadAllBytes(made));
        Assert.Equal(4, (await ProbeAsync(named)).Duration.TotalSeconds, 0.1);
        var nothing = lab.Write("concat:named.ts|named.ts", "nothing but words here"u8);
        Assert.Equal("video.not_a_video", await RefusalAsync(nothing));
    }

    [Fact]
    public async Task A_missing_moov_is_told_as_damage()
    {
        var bytes = File.ReadAllBytes(await lab.MakeAsync("whole.mp4", Picture + H264));
        Assert.Equal("video.corrupt", await RefusalAsync(lab.Write("half.mp4", bytes.AsSpan(0, bytes.Length / 2))));
    }

    [Fact]
    public async Task Too_many_pixels_are_refused_quickly()
    {
        var bomb = await lab.MakeAsync("bomb.mp4", "-f lavfi -i color=s=8192x8192:d=0.04:r=25 -c:v mjpeg -pix_fmt yuvj420p -frames:v 1");
        var start = Stopwatch.GetTimestamp();
        Assert.Equal("video.too_many_pixels", await RefusalAsync(bomb));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task Too_long_and_too_many_streams_are_refused()
    {
        var path = await lab.MakeAsync("limits.mkv", $"{Picture}{H264} -map 0 -map 0 -map 0");
        var strict = lab.Options with { Limits = new() { MaxStreams = 2 } };
        var streams = await Assert.ThrowsAsync<MediaRefusedException>(() => new MediaProbe(lab.Runner, strict).ProbeAsync(path, Ct));
        Assert.Equal("video.too_many_streams", streams.Refusal.Code);

        var brief = lab.Options with { Limits = new() { MaxDuration = TimeSpan.FromSeconds(3) } };
        var length = await Assert.ThrowsAsync<MediaRefusedException>(() => new MediaProbe(lab.Runner, brief).ProbeAsync(path, Ct));
        Assert.Equal("video.too_long", length.Refusal.Code);
    }

    [Fact]
    public async Task Noise_in_every_containers_clothes_is_refused()
    {
        var noise = new byte[20_000];
        new Random(1).NextBytes(noise);
        foreach (var signature in new[] { "\0\0\0\u0010ftypisom\0\0\0\0", "\u001aE\u00df\u00a3", "RIFF\0\0\0\0AVI ", "FLV\u0001", "OggS\0", "fLaC" })
        {
            byte[] bytes = [.. System.Text.Encoding.Latin1.GetBytes(signature), .. noise];
            Assert.StartsWith("video.", await RefusalAsync(lab.Write("noise.mp4", bytes)));
        }
    }
}
