using VideoTube.Media.Growing;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;
using VideoTube.Media.Remuxing;
using VideoTube.Media.Running;

namespace VideoTube.Media.Tests.Growing;

public sealed class GrowingRemuxTests(MediaWorkshop workshop) : IClassFixture<MediaWorkshop>
{
    private const string Picture =
        "-f lavfi -i testsrc2=s=320x240:r=25:d=13 -c:v libx264 -preset veryfast -pix_fmt yuv420p -crf 40 -g 50";
    private const string Sound = "-f lavfi -i sine=d=13";
    private const string Aac = "-c:a aac -ac 2";

    private static readonly LadderOptions Options = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private MediaProbe Probe => new(workshop.Runner, new MediaOptions());

    /// <summary>A file that grows from a whole one, with its last bytes there first where asked for.</summary>
    private GrowingFile Growing(string whole, long tail)
    {
        var length = new FileInfo(whole).Length;
        if (tail == 0)
            return new GrowingFile(whole, length);
        var path = Path.Combine(workshop.NewFolder(), "tail");
        File.WriteAllBytes(path, File.ReadAllBytes(whole)[^(int)tail..]);
        return new GrowingFile(whole, length, new FileTail(path, tail));
    }

    private static async Task GrowAsync(GrowingFile file)
    {
        for (long there = 0; there < file.TailOffset;)
        {
            file.Grow(there = Math.Min(file.TailOffset, there + 20_011));
            await Task.Yield();
        }
    }

    private async Task<GrownRenditions> FollowAsync(string whole, long tail = 0)
    {
        using var file = Growing(whole, tail);
        var growing = GrowAsync(file);
        var source = await GrowingSource.OpenAsync(Probe, file, Options, Ct);
        var grown = await GrowingRemux.RunAsync(workshop.Runner, source, Options, workshop.NewFolder(), Ct);
        await growing;
        Assert.Equal(source.Names, grown.Made.Renditions.Select(r => r.Name));
        return grown;
    }

    private async Task<string> WhyNotAsync(string whole, long tail = 0) =>
        (await Assert.ThrowsAsync<CannotStreamException>(() => FollowAsync(whole, tail))).Message;

    /// <summary>Bytes from the index to the end.</summary>
    private static long IndexAtEnd(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes.Length - bytes.AsSpan().LastIndexOf("moov"u8) + 4;
    }

    private async Task<string> StreamHashAsync(Rendition rendition) =>
        await MediaWorkshop.FfmpegAsync(["-i", await workshop.JoinAsync(rendition), "-c", "copy", "-f", "md5", "-"]);

    private async Task SameAsWholeAsync(string clip, GrownRenditions grown)
    {
        var source = await workshop.SourceAsync(clip);
        var ladder = Ladder.Plan(source.Info, Options);
        var ordinary = (await CopyRemux.RunAsync(workshop.Runner, source, ladder, workshop.NewFolder(), Ct))!.Renditions;
        Assert.Equal(ordinary.Select(r => r.Name), grown.Made.Renditions.Select(r => r.Name));
        foreach (var (one, other) in ordinary.Zip(grown.Made.Renditions))
        {
            Assert.Equal(one.Segments.Select(s => (s.FileName, s.Start, s.Duration)), other.Segments.Select(s => (s.FileName, s.Start, s.Duration)));
            Assert.Equal(one.Track, other.Track);
            Assert.Equal(await StreamHashAsync(one), await StreamHashAsync(other));
        }

        // What it says of the file is what a probe of the whole says.
        var (info, probed) = (grown.Info, source.Info);
        Assert.Equal((probed.Container, probed.Brand, probed.Size), (info.Container, info.Brand, info.Size));
        Assert.Equal(probed.Duration.TotalSeconds, info.Duration.TotalSeconds, 0.1);
        Assert.Equal(
            probed.Video is null ? null : probed.Video with { BitRate = 0, LongestKeyFrameGap = default },
            info.Video is null ? null : info.Video with { BitRate = 0, LongestKeyFrameGap = default });
        Assert.Equal(probed.Video?.LongestKeyFrameGap.TotalSeconds ?? 0, info.Video?.LongestKeyFrameGap.TotalSeconds ?? 0, 0.1);
        Assert.Equal(1, (double)(info.Video?.BitRate ?? 1) / (probed.Video?.BitRate ?? 1), 0.1);
    }

    [Theory]
    [InlineData("start.mp4", "-movflags +faststart")]
    [InlineData("fragments.mp4", "-movflags +frag_keyframe+empty_moov")]
    [InlineData("film.mkv", "")]
    [InlineData("camera.ts", "")]
    [InlineData("stream.flv", "")]
    public async Task What_is_made_while_it_grows_is_what_is_made_of_the_whole(string name, string options)
    {
        var clip = await workshop.ClipAsync(name, $"{Sound} {Picture} {Aac} {options}");
        await SameAsWholeAsync(clip, await FollowAsync(clip));
    }

    [Theory]
    [InlineData("end.mp4")]
    [InlineData("end.mov")]
    public async Task A_file_with_its_index_at_the_end_is_followed_when_its_end_came_first(string name)
    {
        var clip = await workshop.ClipAsync(name, $"{Sound} {Picture} {Aac}");
        await SameAsWholeAsync(clip, await FollowAsync(clip, IndexAtEnd(clip)));
        Assert.Contains("behind the media", await WhyNotAsync(clip));
    }

    [Fact]
    public async Task Sound_alone_is_followed()
    {
        var clip = await workshop.ClipAsync("sound.m4a", $"{Sound} {Aac} -movflags +faststart");
        await SameAsWholeAsync(clip, await FollowAsync(clip));
    }

    [Fact]
    public async Task Sound_that_players_refuse_is_encoded_on_the_way()
    {
        var clip = await workshop.ClipAsync("mp3.mp4", $"{Sound} {Picture} -c:a libmp3lame -movflags +faststart");
        await SameAsWholeAsync(clip, await FollowAsync(clip));
    }

    [Fact]
    public async Task A_turned_picture_stays_turned()
    {
        var flat = await workshop.ClipAsync("flat.mp4", Picture);
        // ffmpeg 5.1 takes this as turns the other way round.
        var clip = await workshop.ClipAsync("turned.mp4", $"-i {flat} -c copy -metadata:s:v rotate=270 -movflags +faststart");
        var grown = await FollowAsync(clip);
        Assert.Equal(90, Assert.Single(grown.Made.Renditions).Track.Rotation);
        await SameAsWholeAsync(clip, grown);
    }

    [Fact]
    public async Task Segments_are_there_before_the_file_is()
    {
        var clip = await workshop.ClipAsync("start.mp4", $"{Sound} {Picture} {Aac} -movflags +faststart");
        using var file = Growing(clip, 0);
        file.Grow(file.Length * 9 / 10);
        var source = await GrowingSource.OpenAsync(Probe, file, Options, Ct);
        var folder = workshop.NewFolder();
        var running = GrowingRemux.RunAsync(workshop.Runner, source, Options, folder, Ct);
        Rendition? early = null;
        while (early is null or { Segments.Count: < 2 })
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(20, Ct);
            early = await SegmentFolder.ReadAsync(Path.Combine(folder, source.Names[0]), early, Ct);
        }
        file.Grow(file.Length);
        var grown = await running;
        Assert.Equal(early.Segments.Select(s => (s.FileName, s.Bytes)), grown.Made.Renditions[0].Segments.Take(2).Select(s => (s.FileName, s.Bytes)));
    }

    [Fact]
    public async Task An_abandoned_upload_ends_it()
    {
        var clip = await workshop.ClipAsync("start.mp4", $"{Sound} {Picture} {Aac} -movflags +faststart");
        using var file = Growing(clip, 0);
        file.Grow(file.Length / 2);
        var source = await GrowingSource.OpenAsync(Probe, file, Options, Ct);
        var running = GrowingRemux.RunAsync(workshop.Runner, source, Options, workshop.NewFolder(), Ct);
        file.Abandon();
        var ended = await Assert.ThrowsAsync<CannotStreamException>(() => running);
        Assert.Contains("abandoned", ended.Message);
    }

    [Fact]
    public async Task An_upload_abandoned_at_its_start_ends_it_too()
    {
        var clip = await workshop.ClipAsync("start.mp4", $"{Sound} {Picture} {Aac} -movflags +faststart");
        using var file = Growing(clip, 0);
        file.Grow(2000);
        var opening = GrowingSource.OpenAsync(Probe, file, Options, Ct);
        file.Abandon();
        Assert.Contains("abandoned", (await Assert.ThrowsAsync<CannotStreamException>(() => opening)).Message);
    }

    [Fact]
    public async Task Hidden_frames_are_left_to_the_ordinary_way()
    {
        var whole = await workshop.ClipAsync("start.mp4", $"{Sound} {Picture} {Aac} -movflags +faststart");
        var clip = await workshop.ClipAsync("cut.mp4", $"-ss 3 -i {whole} -c copy -movflags +faststart");
        Assert.Contains("hides", await WhyNotAsync(clip));
    }

    [Fact]
    public async Task What_has_to_be_encoded_is_not_followed()
    {
        var clip = await workshop.ClipAsync("vp9.webm", "-f lavfi -i testsrc2=s=160x120:d=2 -c:v libvpx-vp9 -deadline realtime");
        Assert.Contains("encoded", await WhyNotAsync(clip));
        var old = await workshop.ClipAsync("old.avi", "-f lavfi -i testsrc2=s=160x120:d=1 -c:v mpeg4");
        Assert.Contains("not followed", await WhyNotAsync(old));
    }

    [Fact]
    public async Task A_later_part_without_key_frames_is_left_to_the_ordinary_way()
    {
        // Key frames for 13 s, then none for another 13.
        var start = await workshop.ClipAsync("keys.ts", $"{Picture} -bf 0");
        var rest = await workshop.ClipAsync("nokeys.ts", $"{Picture.Replace("-g 50", "-g 900", StringComparison.Ordinal)} -bf 0 -sc_threshold 0 -output_ts_offset 13");
        var clip = Path.Combine(workshop.NewFolder(), "joined.ts");
        await File.WriteAllBytesAsync(clip, [.. await File.ReadAllBytesAsync(start, Ct), .. await File.ReadAllBytesAsync(rest, Ct)], Ct);
        Assert.Contains("not as the start was", await WhyNotAsync(clip));
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_left_to_the_ordinary_way()
    {
        var clip = await workshop.ClipAsync("start.mp4", $"{Sound} {Picture} {Aac} -movflags +faststart");
        var cut = Path.Combine(workshop.NewFolder(), "cut.mp4");
        var bytes = await File.ReadAllBytesAsync(clip, Ct);
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length * 2 / 3)], Ct);
        await WhyNotAsync(cut);
    }

    [Fact]
    public async Task Nonsense_is_not_followed()
    {
        var path = Path.Combine(workshop.NewFolder(), "nonsense");
        await File.WriteAllBytesAsync(path, [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))], Ct);
        Assert.Contains("video.not_a_video", await WhyNotAsync(path));
    }
}
