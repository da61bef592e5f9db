namespace VideoTube.Storage.Local;

/// <summary>Put times that never repeat within a process, whatever the resolution of the clock: entity tags rest on them.</summary>
internal sealed class PutClock(TimeProvider time)
{
    private readonly Lock gate = new();
    private DateTime last;

    public DateTime Next()
    {
        lock (gate)
        {
            var now = time.GetUtcNow().UtcDateTime;
            return last = now > last ? now : last.AddTicks(1);
        }
    }
}
