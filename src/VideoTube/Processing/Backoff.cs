namespace VideoTube.Processing;

/// <summary>When a job that failed is tried again: after about 5, 20, 80, 320 seconds, spread so that many do not come at once.</summary>
internal static class Backoff
{
    /// <summary>After these the job has failed. The tries span some seven minutes: longer than a restart of a database or a store.</summary>
    public const int MaxAttempts = 5;

    private const double FirstSeconds = 5, Factor = 4, MaxSeconds = 600;

    public static TimeSpan After(int attempts, Random random)
    {
        var seconds = Math.Min(MaxSeconds, FirstSeconds * Math.Pow(Factor, attempts - 1));
        return TimeSpan.FromSeconds(seconds * (0.5 + random.NextDouble()));
    }
}
