using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Videos;

/// <summary>
/// Reports of players, gathered in memory and written together: a transaction a flush instead of one a report. What each
/// is worth is decided at the flush, by the row, in the order they came.
/// </summary>
internal sealed class GatheredViews(Database database, ViewStore store, VideoStore videos, TimeProvider time) : IDisposable
{
    // Some megabytes, should the database take nothing for long; what comes then is not counted.
    private const int MaxHeld = 100_000;

    // A cookie makes a viewer, and a program can ask for any number of them: a household or a school class passes.
    private readonly AttemptLimit newVisitors = new(20, TimeSpan.FromHours(1), time);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private Dictionary<ViewKey, List<ViewReport>> gathered = [];
    private Dictionary<ViewKey, List<ViewReport>> flushing = [];
    private int held;

    /// <summary>Null when it was taken, else why there is no such video for this person.</summary>
    /// <param name="viewer">Names the viewer of this video.</param>
    /// <param name="client">Where the report comes from: beyond some new visitors an hour its reports are neither stored nor counted.</param>
    public async Task<ApiError?> ReportAsync(Id video, Id? person, string viewer, string client, ReportView told, CancellationToken ct)
    {
        var (now, key) = (time.GetUtcNow(), new ViewKey(video, viewer));
        // Asked for before the row: what leaves memory in between is in the row.
        var isKnown = person is not null || IsGathered(key);
        var seen = await store.FindAsync(video, person, viewer, now, ct);
        if (seen is null)
            return await videos.WhyNotWatchAsync(video, person, ct) ?? VideoErrors.NotFound;
        lock (gate)
        {
            if (held < MaxHeld && (isKnown || seen.IsKnown || IsGathered(key) || newVisitors.Take($"{video} {client}") is null))
                Gather(key, [new ViewReport(seen.OwnerId, person, now, told.Watched, told.Position)]);
        }

        return null;
    }

    /// <summary>Writes what was gathered so far. What cannot be written now stays gathered.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            lock (gate)
                (flushing, gathered, held) = (gathered, flushing, 0);
            if (flushing.Count > 0)
                await database.WriteAsync(session => store.SaveAsync(session, flushing), ct);
        }
        catch
        {
            PutBack();
            throw;
        }
        finally
        {
            lock (gate)
                flushing.Clear();
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private void PutBack()
    {
        lock (gate)
        {
            var later = gathered;
            (gathered, flushing) = (flushing, []);
            held = gathered.Values.Sum(reports => reports.Count);
            foreach (var (key, reports) in later)
                Gather(key, reports);
        }
    }

    private bool IsGathered(ViewKey key)
    {
        lock (gate)
            return gathered.ContainsKey(key) || flushing.ContainsKey(key);
    }

    private void Gather(ViewKey key, List<ViewReport> reports)
    {
        held += reports.Count;
        if (gathered.TryGetValue(key, out var before))
            before.AddRange(reports);
        else
            gathered[key] = reports;
    }
}
