using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;

namespace VideoTube.Media.Tests.Encoders;

public sealed class LadderEncoderTests(MediaWorkshop workshop) : IClassFixture<MediaWorkshop>
{
    // 854x480, 24 fps, key frames up to 5 s apart, bit rate under the cap of 480p.
    private Task<string> Film() => workshop.ClipAsync(
        "film.mp4",
        "-f lavfi -i testsrc2=s=854x480:r=24:d=13 -f lavfi -i sine=d=13 -c:v libx264 -preset ultrafast -pix_fmt yuv420p "
        + "-crf 40 -force_key_frames 1,3.5,7,7.5,12 -g 999 -sc_threshold 0 -c:a aac -ac 2");

    [Fact]
    public async Task Rungs_below_a_copied_top_cut_where_it_cuts()
    {
        var made = await workshop.MakeAsync(await Film());
        Assert.True(made.Ladder.CopyTop);
        Assert.Equal("480p audio 360p 240p", made.Names);
        foreach (var rendition in made.Renditions)
            await HlsCheck.ValidAsync(rendition);
        HlsCheck.Aligned(made.Renditions);
        Assert.Equal([0, 7, 12], made["240p"].Segments.Select(s => Math.Round(s.Start.TotalSeconds, 3)));
        Assert.Equal([312, 312, 312], made.Renditions.Where(r => r.Name != "audio").Select(HlsCheck.Frames));
        Assert.Equal("426x240 640x360 854x480", Sizes(made));
    }

    [Fact]
    public async Task Rungs_of_half_the_frames_cut_with_a_copied_top_too()
    {
        // 50 fps over 25: key frames fall on odd frames, which the lower rung does not have.
        var clip = await workshop.ClipAsync(
            "fast.mp4",
            "-f lavfi -i testsrc2=s=854x480:r=50:d=10 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -crf 40 "
            + "-force_key_frames 4.02,8.02 -g 999 -sc_threshold 0");
        var made = await workshop.MakeAsync(clip);
        Assert.Equal("480p 360p 240p", made.Names);
        foreach (var rendition in made.Renditions)
            await HlsCheck.ValidAsync(rendition);
        HlsCheck.Aligned(made.Renditions);
        Assert.Equal(3, made["240p"].Segments.Count);
        Assert.Equal((500, 250), (HlsCheck.Frames(made["480p"]), HlsCheck.Frames(made["240p"])));
    }

    [Fact]
    public async Task A_picture_that_begins_late_begins_late_in_every_rung()
    {
        var flat = await workshop.ClipAsync(
            "flat.mp4", "-f lavfi -i testsrc2=s=640x360:r=25:d=9 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -crf 40 -g 50");
        var clip = await workshop.ClipAsync(
            "late-picture.mp4", $"-itsoffset 0.52 -i {flat} -f lavfi -i sine=d=9 -map 0 -map 1 -c:v copy -c:a aac -ac 2");
        var made = await workshop.MakeAsync(clip);
        Assert.Equal("360p audio 240p", made.Names);
        foreach (var rendition in made.Renditions)
            await HlsCheck.ValidAsync(rendition);
        HlsCheck.Aligned(made.Renditions);
        Assert.Equal([0.52, 4.52, 8.52], made["240p"].Segments.Select(s => s.Start.TotalSeconds));
        Assert.InRange(made["audio"].Segments[0].Start.TotalSeconds, 0, 0.03);
    }

    [Fact]
    public async Task Without_a_copy_all_rungs_cut_every_four_seconds()
    {
        var made = await workshop.MakeAsync(await Film(), new LadderOptions { CopyTop = false });
        Assert.Equal("480p 360p 240p audio", made.Names);
        foreach (var rendition in made.Renditions)
            await HlsCheck.ValidAsync(rendition);
        HlsCheck.Aligned(made.Renditions);
        Assert.Equal([0, 4, 8, 12], made["480p"].Segments.Select(s => s.Start.TotalSeconds));
        Assert.All(made.Renditions.Where(r => r.Name != "audio"), r => Assert.Equal(312, HlsCheck.Frames(r)));
        Assert.Equal("426x240 640x360 854x480", Sizes(made));
        // Bit rates keep to the caps: 2 s of buffer may add to the last moment.
        foreach (var rung in made.Ladder.Rungs)
            Assert.InRange(RenditionFacts.Of(made[rung.Name]).PeakBitRate, 1, 1.5 * rung.MaxBitRate);
    }

    [Fact]
    public async Task Segments_can_be_published_while_the_rest_is_encoded()
    {
        var source = await workshop.SourceAsync(await workshop.ClipAsync(
            "long.mp4", "-f lavfi -i testsrc2=s=426x240:r=30:d=40 -c:v mpeg4"));
        var ladder = Ladder.Plan(source.Info, new LadderOptions());
        var folder = workshop.NewFolder();
        var shares = new List<double>();
        var early = new List<Rendition>();
        var run = LadderEncoder.RunAsync(
            workshop.Runner, source, ladder, [], folder, shares.Add, TestContext.Current.CancellationToken);
        Rendition? seen = null;
        while (!run.IsCompleted)
        {
            seen = await SegmentFolder.ReadAsync(Path.Combine(folder, "240p"), seen, CancellationToken.None);
            if (seen is not null && !run.IsCompleted)
                early.Add(seen);
            await Task.Yield();
        }
        var whole = (await run).Renditions.Single();

        Assert.NotEmpty(early);
        Assert.Equal(10, whole.Segments.Count);
        Assert.True(early[0].Segments.Count < whole.Segments.Count);
        foreach (var (part, all) in early[^1].Segments.Zip(whole.Segments))
            Assert.Equal((all.FileName, all.Bytes, all.Duration), (part.FileName, part.Bytes, part.Duration));
        var target = LadderEncoder.PromisedTarget(ladder, []);
        Assert.True(MediaPlaylist.TargetDuration(whole.Segments) <= target);
        Assert.Equal(target, HlsCheck.Parse(MediaPlaylist.Write(early[0], isComplete: false, target)).Target);

        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Order(), shares);
    }

    [Fact]
    public async Task Sound_that_begins_late_is_heard_when_it_should_be()
    {
        // One second of silence that the source does not even hold, then a tone.
        var clip = await workshop.ClipAsync(
            "late.mp4",
            "-f lavfi -i testsrc2=s=320x240:r=25:d=4 -itsoffset 1 -f lavfi -i sine=d=3 -c:v mpeg4 -c:a libmp3lame");
        var made = await workshop.MakeAsync(clip);
        await HlsCheck.ValidAsync(made["audio"]);
        Assert.Equal(TimeSpan.Zero, made["audio"].Segments[0].Start);
        Assert.Equal(1, await ToneStartAsync(made["audio"]), 0.01);
    }

    [Fact]
    public async Task A_run_that_was_cut_off_leaves_nothing_to_the_next()
    {
        var source = await workshop.SourceAsync(await workshop.ClipAsync(
            "short.mp4", "-f lavfi -i testsrc2=s=320x240:r=25:d=1 -c:v mpeg4"));
        var folder = workshop.NewFolder();
        Directory.CreateDirectory(Path.Combine(folder, "240p"));
        File.WriteAllText(Path.Combine(folder, "240p", "s00007.m4s"), "cut off");
        var made = await LadderEncoder.RunAsync(
            workshop.Runner, source, Ladder.Plan(source.Info, new LadderOptions()), [], folder, null, CancellationToken.None);
        Assert.Single(Assert.Single(made.Renditions).Segments);
        Assert.True(made.Cpu > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_file_that_cannot_be_decoded_is_refused_in_words()
    {
        var clip = await workshop.ClipAsync("broken.mp4", "-f lavfi -i testsrc2=s=320x240:r=25:d=2 -c:v libx264 -g 10");
        var source = await workshop.SourceAsync(clip);
        var bytes = File.ReadAllBytes(clip);
        var (mdat, moov) = (bytes.AsSpan().IndexOf("mdat"u8), bytes.AsSpan().IndexOf("moov"u8));
        new Random(1).NextBytes(bytes.AsSpan()[(mdat + 4)..(moov - 4)]);
        var path = Path.Combine(workshop.NewFolder(), "broken.mp4");
        foreach (var broken in new[] { bytes, "not a film"u8.ToArray() })
        {
            File.WriteAllBytes(path, broken);
            var refused = await Assert.ThrowsAsync<MediaRefusedException>(() => LadderEncoder.RunAsync(
                workshop.Runner, source with { Path = path }, Ladder.Plan(source.Info, new LadderOptions()), [],
                workshop.NewFolder(), null, CancellationToken.None));
            Assert.Equal("video.corrupt", refused.Refusal.Code);
        }
    }

    [Fact]
    public async Task A_machine_at_fault_is_not_blamed_on_the_file()
    {
        var source = await workshop.SourceAsync(await Film());
        var ladder = Ladder.Plan(source.Info, new LadderOptions()) with { Preset = "no-such-preset" };
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => LadderEncoder.RunAsync(
            workshop.Runner, source, ladder, [], workshop.NewFolder(), null, CancellationToken.None));
        Assert.Contains("no-such-preset", failure.Message);
    }

    private static string Sizes(MediaWorkshop.Made made) => string.Join(' ', made.Renditions
        .Where(r => r.Name != "audio").Select(RenditionFacts.Of).OrderBy(f => f.Width).Select(f => $"{f.Width}x{f.Height}"));

    private async Task<double> ToneStartAsync(Rendition audio)
    {
        var pcm = Path.Combine(workshop.NewFolder(), "pcm");
        await MediaWorkshop.FfmpegAsync(["-i", await workshop.JoinAsync(audio), "-ac", "1", "-ar", "8000", "-f", "u8", pcm]);
        return File.ReadAllBytes(pcm).AsSpan().IndexOfAnyExceptInRange((byte)126, (byte)130) / 8000.0;
    }
}
