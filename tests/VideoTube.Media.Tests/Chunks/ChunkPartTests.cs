using VideoTube.Media.Boxes;
using VideoTube.Media.Chunks;
using VideoTube.Media.Ladders;
using VideoTube.Media.Probing;

namespace VideoTube.Media.Tests.Chunks;

public sealed class ChunkPartTests
{
    [Fact]
    public void Chunks_that_fit_are_one_rendition()
    {
        var joined = ChunkPart.Join([Part("a", 0), Part("a", 120)]);
        Assert.Equal(("240p", 2, TimeSpan.FromSeconds(8)), (joined.Name, joined.Segments.Count, joined.End));
    }

    [Theory]
    [InlineData("a", 121)]
    [InlineData("a", 119)]
    [InlineData("b", 120)]
    public void Chunks_that_leave_a_gap_or_need_another_init_are_refused(string init, long start) =>
        Assert.Throws<ChunkMismatchException>(() => ChunkPart.Join([Part("a", 0), Part(init, start)]));

    [Theory]
    [InlineData(80, 0)]   // too short
    [InlineData(90, 2)]
    [InlineData(100, 2)]
    [InlineData(3600, 75)]
    public void Long_videos_are_cut_into_pieces_of_half_a_minute_to_a_minute(int seconds, int chunks)
    {
        var duration = TimeSpan.FromSeconds(seconds);
        var cut = ChunkPlan.Cut(duration, LadderOf(new Rational(30000, 1001)), [], new ChunkOptions());

        Assert.Equal(chunks, cut.Count);
        foreach (var (chunk, next) in cut.Zip(cut.Skip(1)))
        {
            Assert.InRange(chunk.End!.Value - chunk.Start, 30, 60);
            Assert.Equal(chunk.End, next.Start);
            Assert.Equal(chunk.FirstSegment + chunk.Keys.Count(key => key.BeginsSegment), next.FirstSegment);
            Assert.True(next.Keys[0].BeginsSegment);
        }

        Assert.All(cut, chunk => Assert.Equal(chunk == cut[^1], chunk.End is null));
    }

    [Fact]
    public void A_slide_show_is_not_cut() =>
        Assert.Empty(ChunkPlan.Cut(TimeSpan.FromHours(1), LadderOf(new Rational(1, 5)), [], new ChunkOptions()));

    private static Ladder LadderOf(Rational rate) => new()
    {
        Rungs = [new Rung("240p", 426, 240, rate, 521_000)], CopyTop = false, Audio = AudioPlan.None, Preset = "veryfast",
    };

    private static ChunkPart Part(string init, long start) => new(
        "240p", new InitTrack(1, TrackKind.Video, 30, "avc1.64000d", 426, 240, 0, 0), 700, init, [new PartSegment("s.m4s", 1000, start, 120, 120, true)]);
}
