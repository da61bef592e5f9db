namespace VideoTube.Videos.Progress;

/// <summary>How long the rest of an upload takes at its pace over the last seconds: lines grow fast and slow, and uploads are paused.</summary>
internal sealed class UploadPace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(long Bytes, long At)> seen = new();

    /// <returns>Whole seconds; null while nothing has come for a while, and when all has.</returns>
    public int? At(long bytes, long length)
    {
        var now = time.GetTimestamp();
        seen.Enqueue((bytes, now));
        while (seen.Count > 2 && time.GetElapsedTime(seen.Peek().At, now) > Window)
            seen.Dequeue();
        var (first, at) = seen.Peek();
        return bytes <= first || bytes >= length ? null
            : (int)Math.Ceiling(time.GetElapsedTime(at, now).TotalSeconds * (length - bytes) / (bytes - first));
    }
}
