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

    [Fact]
    public void The_rest_of_an_upload_is_told_by_its_last_seconds()
    {
        var clock = new Stopwatch();
        var pace = new UploadPace(clock);
        Assert.Null(pace.At(0, 10_000));
        foreach (var second in Enumerable.Range(1, 20))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(100 - second, pace.At(second * 100, 10_000)); // 100 bytes a second
        }

        foreach (var second in Enumerable.Range(1, 10))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            pace.At(2000 + (second * 500), 10_000);
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, pace.At(7500, 10_000)); // what was slow is forgotten

        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.NotNull(pace.At(7500, 10_000));
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(pace.At(7500, 10_000)); // it stands still
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(pace.At(10_000, 10_000));
    }

    private sealed class Stopwatch : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}
