using System.Collections.Concurrent;

namespace VideoTube.Data;

/// <summary>
/// How long lists are, remembered for a second: counting 100,000 index entries takes milliseconds, a page far less. What
/// this process changes is forgotten at once; what others change shows a second late, in totals only.
/// </summary>
internal sealed class ListCounts(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);
    private const int MaxEntries = 1000;

    private readonly ConcurrentDictionary<object, Entry> known = new();

    /// <summary>The count of a list; many that ask at once share one counting.</summary>
    public async ValueTask<long> GetAsync(object list, Func<Task<long>> count)
    {
        if (known.TryGetValue(list, out var entry) && time.GetElapsedTime(entry.Since) < Lifetime)
            return await entry.Total.Value;
        if (known.Count > MaxEntries)
            known.Clear();

        var fresh = new Entry(new Lazy<Task<long>>(count), time.GetTimestamp());
        entry = known.AddOrUpdate(list, fresh, (_, other) => time.GetElapsedTime(other.Since) < Lifetime ? other : fresh);
        try
        {
            return await entry.Total.Value;
        }
        catch
        {
            known.TryRemove(new(list, entry));
            throw;
        }
    }

    public void Forget() => known.Clear();

    public void Forget(object list) => known.TryRemove(list, out _);

    private sealed record Entry(Lazy<Task<long>> Total, long Since);
}
