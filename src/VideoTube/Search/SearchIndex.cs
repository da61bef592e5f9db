using VideoTube.Data;

namespace VideoTube.Search;

/// <summary>
/// Keeps the index as the videos and channels are. Triggers note what changes, in the transaction that changes it; what
/// is noted is taken in by the next search before it answers, so that no search is behind, or by the worker. Only a
/// backlog (a new index over many videos) is left to the worker alone.
/// </summary>
internal sealed class SearchIndex(Database database, PostingStore postings) : IDisposable
{
    private const int Batch = 200, MostAtOnce = 5000;

    private readonly SemaphoreSlim turn = new(1, 1);

    private readonly string videosSql = $"{IndexedVideo.Sql} WHERE v.number IN {database.Dialect.NumbersIn("@numbers")}";

    private readonly string documentsSql = $"SELECT number, listed, terms FROM search_documents WHERE number IN {database.Dialect.NumbersIn("@numbers")}";

    private readonly string takenSql = $"DELETE FROM search_changes WHERE entry IN {database.Dialect.NumbersIn("@entries")}";

    /// <summary>Takes in what has changed, unless it is a backlog.</summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        if (await WaitingAsync(ct) is > 0 and <= MostAtOnce)
            await TakeAllAsync(ct);
    }

    /// <summary>Takes in all that has changed; gives how much it was.</summary>
    public async Task<int> TakeAllAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            // Whoever had the turn before has often taken it all.
            var all = 0;
            if (await WaitingAsync(ct) == 0)
                return all;
            for (var taken = Batch; taken == Batch; all += taken)
                taken = await database.WriteAsync(TakeAsync, ct);
            return all;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<long> WaitingAsync(CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.GetAsync<long>("SELECT COUNT(*) FROM (SELECT entry FROM search_changes LIMIT @most) c", new { most = MostAtOnce + 1 });
    }

    private async Task<int> TakeAsync(Session session)
    {
        // Of several processes one at a time: a set is read, changed and written back.
        await session.ExecuteAsync("UPDATE search_turns SET turns = turns + 1");
        var changes = await session.ListAsync<Change>("SELECT entry, number, channel FROM search_changes ORDER BY entry LIMIT @Batch", new { Batch });
        if (changes.Count == 0)
            return 0;
        await TakeVideosAsync(session, [.. changes.Where(change => change.Number is not null).Select(change => change.Number!.Value).Distinct()]);
        foreach (var channel in changes.Select(change => change.Channel).OfType<string>().Distinct())
            await ChannelWords.ReplaceAsync(session, channel);
        await session.ExecuteAsync(takenSql, new { entries = Lists.Numbers(changes.Select(change => change.Entry)) });
        return changes.Count;
    }

    private async Task TakeVideosAsync(Session session, IReadOnlyList<long> numbers)
    {
        var of = new { numbers = Lists.Numbers(numbers) };
        var videos = (await session.ListAsync<IndexedVideo>(videosSql, of)).ToDictionary(video => video.Number);
        var documents = (await session.ListAsync<Document>(documentsSql, of)).ToDictionary(document => document.Number);
        var (changes, counts) = (new List<PostingChange>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var number in numbers)
        {
            var (before, now) = (documents.GetValueOrDefault(number), videos.GetValueOrDefault(number));
            var had = before?.Split() ?? [];
            var has = now?.Terms() ?? [];
            changes.AddRange(had.Where(term => !has.Contains(term)).Select(term => new PostingChange(term, number, Has: false)));
            changes.AddRange(has.Where(term => !had.Contains(term)).Select(term => new PostingChange(term, number, Has: true)));
            if (before is { Listed: true })
                Count(counts, had, -1);
            if (now is { Listed: true })
                Count(counts, has, 1);
            if (now is null)
                await session.ExecuteAsync("DELETE FROM search_documents WHERE number = @number", new { number });
            else
                await session.ExecuteAsync("""
                    INSERT INTO search_documents (number, listed, terms) VALUES (@number, @Listed, @terms)
                    ON CONFLICT (number) DO UPDATE SET listed = excluded.listed, terms = excluded.terms
                    """, new { number, now.Listed, terms = string.Join('\n', has) });
        }

        await postings.ChangeAsync(session, changes);
        await WordStore.CountAsync(session, counts);
    }

    private static void Count(Dictionary<string, int> counts, IEnumerable<string> terms, int by)
    {
        foreach (var word in terms.Select(Term.WordOf).OfType<string>().Distinct(StringComparer.Ordinal))
            counts[word] = counts.GetValueOrDefault(word) + by;
    }

    private sealed record Change
    {
        public long Entry { get; init; }
        public long? Number { get; init; }
        public string? Channel { get; init; }
    }

    private sealed record Document
    {
        public long Number { get; init; }
        public bool Listed { get; init; }
        public string Terms { get; init; } = "";

        public HashSet<string> Split() => [.. Terms.Split('\n')];
    }
}
