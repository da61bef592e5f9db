using System.Globalization;
using VideoTube.Media.Boxes;
using VideoTube.Media.Chunks;
using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;

namespace VideoTube.Media.Tests.Chunks;

/// <summary>What is encoded in chunks plays as if it had been encoded in one go.</summary>
public sealed class ChunkEncoderTests(MediaWorkshop workshop) : IClassFixture<MediaWorkshop>
{
    private static readonly ChunkOptions Short = new() { LeastDuration = TimeSpan.FromSeconds(10), Length = TimeSpan.FromSeconds(8) };

    private const string X264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    private const string Vp9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8";

    /// <summary>Clip, how it is made, names of what chunks and one go make of it, how many chunks.</summary>
    public static TheoryData<string, string, string, int> Clips => new()
    {
        // 29.97: no key frame falls on a whole second. Key frames of the source lie elsewhere than chunks begin.
        { "film.mp4", $"-f lavfi -i testsrc2=s=480x360:r=30000/1001:d=26 -f lavfi -i sine=d=26 {X264} -profile:v high -bf 3 -g 75 -crf 10 -c:a aac", "360p 240p", 3 },
        { "silent.mp4", $"-f lavfi -i testsrc2=s=320x240:r=24:d=17 -c:v mpeg4 -g 60", "240p", 2 },
        { "vp9.webm", $"-f lavfi -i testsrc2=s=320x240:r=25:d=18 -f lavfi -i sine=d=18 {Vp9} -g 90 -c:a libopus", "240p", 2 },
        // Frozen from 6 to 11 s and from 14 s to 18 s: chunks begin within.
        { "frozen.webm", $"-f lavfi -i testsrc2=s=320x240:r=30:d=26 -vf select=not(between(t\\,6\\,11))*not(between(t\\,14\\,18)) -fps_mode vfr {Vp9} -g 50", "240p", 3 },
        { "paced.mp4", $"-f lavfi -i testsrc2=s=320x240:r=30:d=18 -vf select=lt(mod(n\\,7)\\,5) -fps_mode vfr -c:v mpeg4 -g 50", "240p", 2 },
        { "interlaced.mp4", $"-f lavfi -i testsrc2=s=320x240:r=25:d=17 -vf setfield=tff {X264} -flags +ilme+ildct -x264-params tff=1", "240p", 2 },
        { "late-sound.mkv", $"-f lavfi -i testsrc2=s=320x240:r=25:d=17 -itsoffset 0.7 -f lavfi -i sine=d=16 -c:v mpeg4 -c:a libmp3lame", "240p", 2 },
        { "late-picture.mp4", $"-itsoffset 0.52 -f lavfi -i testsrc2=s=320x240:r=25:d=17 -f lavfi -i sine=d=17 -c:v mpeg4 -c:a aac", "240p", 2 },
        { "short-picture.mp4", $"-f lavfi -i testsrc2=s=320x240:r=25:d=16 -f lavfi -i sine=d=20 -c:v mpeg4 -c:a aac", "240p", 2 },
        { "two-rates.mp4", $"-f lavfi -i testsrc2=s=1280x720:r=60000/1001:d=10 {X264} -bf 2 -crf 10 -b:v 30M", "720p 480p 360p 240p", 3 },
    };

    [Theory]
    [MemberData(nameof(Clips))]
    public async Task Chunks_join_to_what_one_go_makes(string name, string arguments, string rungs, int chunks)
    {
        var clip = await workshop.ClipAsync(name, arguments);
        var whole = await workshop.MakeAsync(clip, new LadderOptions { CopyTop = false });
        var options = name == "two-rates.mp4" ? Short with { Length = TimeSpan.FromSeconds(4), LeastDuration = TimeSpan.FromSeconds(5) } : Short;
        var joined = await InChunksAsync(whole.Source, whole.Ladder, [], options);

        Assert.Equal(chunks, joined.Chunks);
        Assert.Equal(rungs, string.Join(' ', joined.Renditions.Select(rendition => rendition.Name)));
        HlsCheck.Aligned(joined.Renditions);
        foreach (var rendition in joined.Renditions)
            await SameAsync(whole[rendition.Name], rendition);
    }

    [Fact]
    public async Task Below_a_copied_top_chunks_cut_where_it_cuts()
    {
        // Key frames up to 5 s apart, as they come; the bit rate is under the cap of 480p.
        var clip = await workshop.ClipAsync(
            "copied.mp4",
            $"-f lavfi -i testsrc2=s=854x480:r=24:d=30 -f lavfi -i sine=d=30 {X264} -crf 40 "
            + "-force_key_frames 1,3.5,7,7.5,12,14,16,18,20.5,21,26 -g 999 -sc_threshold 0 -c:a aac -ac 2");
        var whole = await workshop.MakeAsync(clip);
        Assert.True(whole.Ladder.CopyTop);
        var copied = whole.Renditions.Take(2).ToList();
        var joined = await InChunksAsync(whole.Source, whole.Ladder, copied, Short);

        Assert.InRange(joined.Chunks, 3, 4);
        Assert.Equal("360p 240p", string.Join(' ', joined.Renditions.Select(rendition => rendition.Name)));
        HlsCheck.Aligned([copied[0], .. joined.Renditions]);
        foreach (var rendition in joined.Renditions)
        {
            await SameAsync(whole[rendition.Name], rendition);
            Assert.Equal(
                whole[rendition.Name].Segments.Select(segment => (segment.Start, segment.Facts.Samples)),
                rendition.Segments.Select(segment => (segment.Start, segment.Facts.Samples)));
        }
    }

    [Theory]
    [InlineData("camera.ts", X264 + " -g 50")]
    [InlineData("old.avi", "-c:v mpeg4")]
    [InlineData("one-key.mp4", X264 + " -g 9999 -keyint_min 9999 -sc_threshold 0")]
    public async Task What_cannot_be_entered_in_the_middle_is_not_cut(string name, string encoder)
    {
        var clip = await workshop.ClipAsync(name, $"-f lavfi -i testsrc2=s=320x240:r=25:d=30 {encoder}");
        var source = await workshop.SourceAsync(clip);
        var ladder = Ladder.Plan(source.Info, new LadderOptions { CopyTop = false });

        Assert.NotEmpty(ChunkPlan.Cut(source.Info.Duration, ladder, [], Short));
        Assert.Empty(await ChunkPlan.MakeAsync(workshop.Runner, source, ladder, [], Short, TestContext.Current.CancellationToken));
    }

    private sealed record Joined(int Chunks, IReadOnlyList<Rendition> Renditions);

    private async Task<Joined> InChunksAsync(MediaSource source, Ladder ladder, IReadOnlyList<Rendition> copied, ChunkOptions options)
    {
        var ct = TestContext.Current.CancellationToken;
        var rungs = ChunkPlan.Rungs(ladder, copied.Select(rendition => rendition.Name));
        var chunks = await ChunkPlan.MakeAsync(workshop.Runner, source, ladder, copied, options, ct);
        var parts = new List<ChunkPart>();
        var folder = workshop.NewFolder();
        // The last first: none needs another.
        foreach (var chunk in chunks.Reverse())
        {
            var made = await ChunkEncoder.RunAsync(workshop.Runner, source, chunk, rungs, ladder.Preset, workshop.NewFolder(), null, ct);
            foreach (var rendition in made.Renditions)
            {
                parts.Insert(0, await ChunkPart.OfAsync(rendition, segment => segment.FileName, ct));
                Directory.CreateDirectory(Path.Combine(folder, rendition.Name));
                foreach (var file in Directory.GetFiles(rendition.Folder))
                    File.Copy(file, Path.Combine(folder, rendition.Name, Path.GetFileName(file)), overwrite: true);
            }
        }

        return new Joined(chunks.Count, [.. rungs.Select(rung => ChunkPart.Join([.. parts.Where(part => part.Name == rung.Name)]) with
        {
            Folder = Path.Combine(folder, rung.Name),
        })]);
    }

    /// <summary>As many frames, over the same time, without a gap, and at each moment the same picture.</summary>
    private async Task SameAsync(Rendition whole, Rendition joined)
    {
        await HlsCheck.ValidAsync(joined);
        Assert.Equal(HlsCheck.Frames(whole), HlsCheck.Frames(joined));
        Assert.Equal(whole.Segments[0].Facts.Start, joined.Segments[0].Facts.Start);
        Assert.Equal(whole.End, joined.End);
        Assert.Equal(whole.Segments.Count, joined.Segments.Count);
        Assert.All(joined.Segments.Zip(joined.Segments.Skip(1)), pair => Assert.Equal(pair.First.Facts.End, pair.Second.Facts.Start));

        var path = await workshop.JoinAsync(joined);
        Assert.Equal("", await MediaWorkshop.FfmpegAsync(["-xerror", "-i", path, "-f", "null", "-"]));
        var times = (await MediaWorkshop.FfprobeAsync(path, "-show_entries packet=dts_time")).Split('\n').Select(line => double.Parse(line.TrimEnd(','), CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(times.Count, times.Distinct().Count());

        // Each frame against the frame at its place: one that is a frame off is far below.
        var statistics = Path.Combine(workshop.NewFolder(), "psnr");
        await MediaWorkshop.FfmpegAsync(["-i", path, "-i", await workshop.JoinAsync(whole), "-lavfi", $"psnr=f={statistics}", "-f", "null", "-"]);
        var worst = File.ReadLines(statistics).Select(line => line.Split("psnr_avg:")[1].Split(' ')[0])
            .Min(value => value == "inf" ? 100 : double.Parse(value, CultureInfo.InvariantCulture));
        Assert.True(worst > 28, $"{joined.Name}: a frame is {worst} dB from that of the whole");
    }
}
