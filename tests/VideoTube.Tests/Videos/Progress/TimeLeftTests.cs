using VideoTube.Videos.Progress;

namespace VideoTube.Tests.Videos.Progress;

public sealed class TimeLeftTests
{
    [Fact]
    public void It_is_told_by_the_pace_that_was_seen()
    {
        var clock = new Stopwatch();
        var left = new TimeLeft(clock);

        Assert.Null(left.At(10));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(160, left.At(20)); // 2 s a percent
        clock.Advance(TimeSpan.FromSeconds(140));
        Assert.Equal(20, left.At(90));
        Assert.Null(left.At(100));
    }

    [Fact]
    public void A_job_that_begins_anew_has_a_pace_of_its_own()
    {
        var clock = new Stopwatch();
        var left = new TimeLeft(clock);
        left.At(10);
        clock.Advance(TimeSpan.FromSeconds(100));
        left.At(50);

        Assert.Null(left.At(5));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(90, left.At(10));
    }

    private sealed class Stopwatch : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}
