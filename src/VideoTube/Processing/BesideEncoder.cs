namespace VideoTube.Processing;

/// <summary>Does something every now and then while an encoder works, and leaves no encoder behind, however it ends.</summary>
internal static class BesideEncoder
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Reading the folders of a film of many hours takes time; this keeps it below a twentieth of the whole.</summary>
    private const int Share = 20;

    public static Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> encode, Func<Task> act, TimeProvider time, CancellationToken ct) =>
        RunAsync(encode, act, Interval, Share, time, ct);

    /// <param name="share">How many times as long as the act took is waited at least; 0: the interval alone.</param>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> encode, Func<Task> act, TimeSpan interval, int share, TimeProvider time, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var encoding = encode(stop.Token);
        try
        {
            var wait = interval;
            while (await Task.WhenAny(encoding, Task.Delay(wait, time, ct)) != encoding)
            {
                ct.ThrowIfCancellationRequested();
                var began = time.GetTimestamp();
                await act();
                wait = TimeSpan.FromTicks(Math.Max(interval.Ticks, time.GetElapsedTime(began).Ticks * share));
            }

            return await encoding;
        }
        finally
        {
            await stop.CancelAsync();
            // Its folder goes when this returns: ffmpeg must be gone by then.
            await ((Task)encoding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
