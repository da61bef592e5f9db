namespace VideoTube.Http;

/// <summary>
/// How often one key may do something in a window: at most <paramref name="attempts"/> at once, then one more each
/// window/attempts (the generic cell rate algorithm: one time a key is all it keeps).
/// </summary>
internal sealed class AttemptLimit(int attempts, TimeSpan window, TimeProvider time)
{
    // Some megabytes at most, however many addresses are tried from.
    private const int MaxKeys = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> fullAgain = new(StringComparer.Ordinal);
    private readonly TimeSpan each = window / attempts;

    /// <summary>Takes one attempt; gives null, or the seconds to wait when none is left.</summary>
    public int? Take(string key)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var from = fullAgain.TryGetValue(key, out var known) && known > now ? known : now;
            if (from + each - now > window)
                return (int)Math.Ceiling((from + each - now - window).TotalSeconds);
            if (fullAgain.Count >= MaxKeys)
                MakeRoom(now);
            fullAgain[key] = from + each;
            return null;
        }
    }

    /// <summary>Gives one attempt back that turned out not to count.</summary>
    public void GiveBack(string key)
    {
        lock (gate)
            if (fullAgain.TryGetValue(key, out var known))
                fullAgain[key] = known - each;
    }

    /// <summary>Forgets those who may do everything again, and then those closest to it.</summary>
    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var key in fullAgain.OrderBy(entry => entry.Value).Where((entry, i) => entry.Value <= now || i < MaxKeys / 4).Select(entry => entry.Key).ToList())
            fullAgain.Remove(key);
    }
}
