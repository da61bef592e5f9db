namespace VideoTube.Storage.Tests.Cloudinary;

/// <summary>The system's time, and as much later as a test says; whoever begins to wait, waits a part of it.</summary>
internal sealed class MovedTime : TimeProvider
{
    private TimeSpan ahead;

    public int Hurry { get; set; } = 1;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    public void Advance(TimeSpan by) => ahead += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Hurry : dueTime, period);
}
