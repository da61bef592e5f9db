using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Remuxing;

namespace VideoTube.Media.Tests.Remuxing;

public sealed class CopyRemuxTests(MediaWorkshop workshop) : IClassFixture<MediaWorkshop>
{
    private const string Picture =
        "-f lavfi -i testsrc2=s=320x240:r=25:d=9 -c:v libx264 -preset veryfast -pix_fmt yuv420p -crf 40 -g 50";

    private async Task<IReadOnlyList<Rendition>?> RemuxAsync(string path)
    {
        var source = await workshop.SourceAsync(path);
        var ladder = Ladder.Plan(source.Info, new LadderOptions());
        var made = await CopyRemux.RunAsync(workshop.Runner, source, ladder, workshop.NewFolder(), CancellationToken.None);
        return made?.Renditions;
    }

    private static Task<string> FrameHashesAsync(string path, string stream) =>
        MediaWorkshop.FfmpegAsync(["-i", path, "-map", $"0:{stream}", "-f", "md5", "-"]);

    [Theory]
    [InlineData("end.mp4", "")]
    [InlineData("start.mp4", "-movflags +faststart")]
    [InlineData("fragments.mp4", "-movflags +frag_keyframe+empty_moov")]
    [InlineData("film.mkv", "")]
    [InlineData("camera.ts", "")]
    public async Task The_picture_is_the_same_to_the_last_bit(string name, string options)
    {
        var clip = await workshop.ClipAsync(name, $"-f lavfi -i sine=d=9 {Picture} -c:a aac -ac 2 {options}");
        var renditions = (await RemuxAsync(clip))!;
        Assert.Equal(["240p", "audio"], renditions.Select(r => r.Name));
        var gap = name.EndsWith("mp4", StringComparison.Ordinal) ? 0 : 0.001;
        foreach (var rendition in renditions)
            await HlsCheck.ValidAsync(rendition, gap);
        Assert.Equal(225, HlsCheck.Frames(renditions[0]));
        // Plain MP4 hides the priming of its sound. Elsewhere it counts, and the picture begins that much later.
        var start = renditions[0].Segments[0].Start;
        Assert.InRange(start.TotalSeconds, 0, options == "" && gap > 0 ? 0.025 : name == "fragments.mp4" ? 0.081 : 0);
        Assert.Equal([0, 4, 8], renditions[0].Segments.Select(s => Math.Round((s.Start - start).TotalSeconds, 2)));
        Assert.Equal(await FrameHashesAsync(clip, "v"), await FrameHashesAsync(await workshop.JoinAsync(renditions[0]), "v"));

        var facts = renditions.Select(RenditionFacts.Of).ToList();
        Assert.Matches(@"^avc1\.64[0-9a-f]{4}$", facts[0].Codecs);
        Assert.Equal("mp4a.40.2", facts[1].Codecs);
        Assert.Equal(25, facts[0].FrameRate!.Value, 0.01);
        Assert.Equal(9, facts[0].Duration.TotalSeconds, 0.1);
        Assert.Contains("CODECS=\"avc1.64", MasterPlaylist.Write(facts));
    }

    [Fact]
    public async Task Sound_that_players_refuse_is_encoded_beside_the_copied_picture()
    {
        var clip = await workshop.ClipAsync("mp3.mp4", $"-f lavfi -i sine=d=9 {Picture} -c:a libmp3lame");
        var renditions = (await RemuxAsync(clip))!;
        foreach (var rendition in renditions)
            await HlsCheck.ValidAsync(rendition);
        Assert.Equal("mp4a.40.2", renditions[1].Track.Codecs);
        Assert.Equal(await FrameHashesAsync(clip, "v"), await FrameHashesAsync(await workshop.JoinAsync(renditions[0]), "v"));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task A_turned_picture_stays_turned(int rotation)
    {
        var flat = await workshop.ClipAsync("flat.mp4", Picture);
        // ffmpeg 5.1 takes this as turns the other way round.
        var clip = await workshop.ClipAsync($"turned{rotation}.mp4", $"-i {flat} -c copy -metadata:s:v rotate={360 - rotation}");
        var rendition = Assert.Single((await RemuxAsync(clip))!);
        var facts = RenditionFacts.Of(rendition);
        Assert.Equal(rotation == 180 ? (320, 240) : (240, 320), (facts.Width, facts.Height));
        Assert.Equal(
            await MediaWorkshop.FfprobeAsync(clip, "-show_entries stream_side_data=rotation"),
            await MediaWorkshop.FfprobeAsync(await workshop.JoinAsync(rendition), "-show_entries stream_side_data=rotation"));
        Assert.Equal(
            await FrameHashesAsync(clip, "v"), await FrameHashesAsync(await workshop.JoinAsync(rendition), "v"));
        Assert.Equal(rotation, (await SegmentFolder.ReadAsync(rendition.Folder, null, CancellationToken.None))!.Track.Rotation);
    }

    [Fact]
    public async Task Frames_at_any_pace_keep_their_times()
    {
        // Frozen from 2 s to 7 s, across where a segment would end.
        var clip = await workshop.ClipAsync(
            "frozen.mp4", $"{Picture} -vf select=not(between(t\\,2\\,7)) -fps_mode vfr -bf 0");
        var rendition = await HlsCheck.ValidAsync(Assert.Single((await RemuxAsync(clip))!));
        var playlist = HlsCheck.Parse(MediaPlaylist.Write(rendition, isComplete: true));
        Assert.Equal(9, playlist.Segments.Sum(s => s.Seconds), 0.05);
        Assert.Equal(
            await MediaWorkshop.FfprobeAsync(clip, "-select_streams v -show_entries packet=pts_time"),
            await MediaWorkshop.FfprobeAsync(await workshop.JoinAsync(rendition), "-select_streams v -show_entries packet=pts_time"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0)]
    [InlineData(0, 0.5)]
    public async Task Sound_and_picture_stay_in_step(double soundLate, double pictureLate)
    {
        var sound = await workshop.ClipAsync("sound.m4a", "-f lavfi -i sine=d=9 -c:a aac -ac 2");
        var picture = await workshop.ClipAsync("flat.mp4", Picture);
        var clip = await workshop.ClipAsync(
            $"late{soundLate}-{pictureLate}.mp4",
            $"-itsoffset {pictureLate} -i {picture} -itsoffset {soundLate} -i {sound} -map 0 -map 1 -c copy");
        var renditions = (await RemuxAsync(clip))!;
        Assert.Equal(pictureLate, renditions[0].Segments[0].Start.TotalSeconds, 0.001);
        // An AAC packet of 23 ms may hold the source encoder's priming.
        Assert.InRange(renditions[1].Segments[0].Start.TotalSeconds, soundLate - 0.025, soundLate + 0.001);
    }

    [Fact]
    public async Task A_copy_that_would_show_hidden_frames_is_not_offered()
    {
        // Cut between two key frames without encoding: the edit list hides what lies before.
        var whole = await workshop.ClipAsync("whole.mp4", $"-f lavfi -i sine=d=9 {Picture} -c:a aac -ac 2");
        var clip = await workshop.ClipAsync("cut.mp4", $"-ss 3 -i {whole} -c copy");
        Assert.Null(await RemuxAsync(clip));
    }

    [Fact]
    public async Task Sound_alone_is_copied()
    {
        var clip = await workshop.ClipAsync("sound.m4a", "-f lavfi -i sine=d=9 -c:a aac -ac 2");
        var rendition = await HlsCheck.ValidAsync(Assert.Single((await RemuxAsync(clip))!));
        Assert.Equal("audio", rendition.Name);
    }

    [Fact]
    public async Task What_players_cannot_decode_is_not_copied()
    {
        var clip = await workshop.ClipAsync("old.avi", "-f lavfi -i testsrc2=s=320x240:d=1 -c:v mpeg4");
        await Assert.ThrowsAsync<ArgumentException>(() => RemuxAsync(clip));
    }

    [Fact]
    public async Task A_damaged_file_is_refused_in_words()
    {
        var clip = await workshop.ClipAsync("flat.mp4", Picture);
        var source = await workshop.SourceAsync(clip);
        var path = Path.Combine(workshop.NewFolder(), "cut.mp4");
        File.WriteAllBytes(path, File.ReadAllBytes(clip)[..5000]);
        var refused = await Assert.ThrowsAsync<MediaRefusedException>(() => CopyRemux.RunAsync(
            workshop.Runner, new MediaSource(path, source.Info), Ladder.Plan(source.Info, new LadderOptions()),
            workshop.NewFolder(), CancellationToken.None));
        Assert.Equal("video.corrupt", refused.Refusal.Code);
    }
}
