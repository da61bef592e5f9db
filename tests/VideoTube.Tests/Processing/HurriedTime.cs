namespace VideoTube.Tests.Processing;

/// <summary>The clock is right, but whoever waits for something waits only a part of it.</summary>
internal sealed class HurriedTime(int times) : TimeProvider
{
    public static HurriedTime Fortyfold { get; } = new(40);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / times : dueTime, period > TimeSpan.Zero ? period / times : period);
}
