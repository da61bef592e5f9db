using VideoTube.Data;

namespace VideoTube.Search;

/// <summary>The sets of videos by term, as they are stored.</summary>
internal sealed class PostingStore(Database database)
{
    // A beginning of two letters can be that of thousands of words; a bound for what is read of them.
    private const int MaxRange = 2000;

    private readonly string readSql = $"SELECT term, block, videos FROM search_postings WHERE term IN {database.Dialect.TextsIn("@terms")}";

    private readonly string blocksSql = $"""
        SELECT term, block, videos FROM search_postings
        WHERE term IN {database.Dialect.TextsIn("@terms")} AND block IN {database.Dialect.NumbersIn("@blocks")}
        """;

    internal const string RangeSql = "SELECT term, block, videos FROM search_postings WHERE term >= @from AND term < @to ORDER BY term, block LIMIT @most";

    internal string ReadSql => readSql;

    /// <summary>A set for each term; empty for those that no video has.</summary>
    public async Task<IReadOnlyDictionary<string, VideoSet>> ReadAsync(Session read, IReadOnlyCollection<string> terms)
    {
        var sets = terms.Distinct(StringComparer.Ordinal).ToDictionary(term => term, _ => new VideoSet(), StringComparer.Ordinal);
        foreach (var row in await read.ListAsync<Posting>(readSql, new { terms = Lists.Texts(sets.Keys) }))
            PostingBlock.Read(row.Videos, sets[row.Term].Block(row.Block));
        return sets;
    }

    public async Task<VideoSet> ReadAnyAsync(Session read, IReadOnlyCollection<string> terms)
    {
        var any = new VideoSet();
        foreach (var set in (await ReadAsync(read, terms)).Values)
            any.Add(set);
        return any;
    }

    /// <summary>The videos of all terms that begin so.</summary>
    public async Task<VideoSet> ReadBeginningAsync(Session read, string beginning)
    {
        var set = new VideoSet();
        foreach (var row in await read.ListAsync<Posting>(RangeSql, new { from = beginning, to = Lists.Beyond(beginning), most = MaxRange }))
            PostingBlock.Read(row.Videos, set.Block(row.Block));
        return set;
    }

    /// <summary>Puts videos in and takes others out; for whoever has the turn to change the index.</summary>
    public async Task ChangeAsync(Session session, IEnumerable<PostingChange> changes)
    {
        var byBlock = changes.GroupBy(change => (change.Term, Block: (int)(change.Video / PostingBlock.Videos)))
            .ToDictionary(group => group.Key, group => group.ToList());
        var stored = (await session.ListAsync<Posting>(blocksSql, new
        {
            terms = Lists.Texts(byBlock.Keys.Select(key => key.Term).Distinct(StringComparer.Ordinal)),
            blocks = Lists.Numbers(byBlock.Keys.Select(key => (long)key.Block).Distinct()),
        })).ToDictionary(row => (row.Term, row.Block), row => row.Videos);

        var bits = new ulong[PostingBlock.Words];
        foreach (var (key, ofBlock) in byBlock)
        {
            Array.Clear(bits);
            var isStored = stored.TryGetValue(key, out var videos);
            PostingBlock.Read(videos, bits);
            foreach (var change in ofBlock)
            {
                var place = (int)(change.Video % PostingBlock.Videos);
                bits[place / 64] = change.Has ? bits[place / 64] | (1UL << (place % 64)) : bits[place / 64] & ~(1UL << (place % 64));
            }

            var row = new Posting { Term = key.Term, Block = key.Block, Videos = PostingBlock.Write(bits) };
            if (row.Videos.Length == 0)
                await session.ExecuteAsync("DELETE FROM search_postings WHERE term = @Term AND block = @Block", row);
            else if (isStored)
                await session.ExecuteAsync("UPDATE search_postings SET videos = @Videos WHERE term = @Term AND block = @Block", row);
            else
                await session.ExecuteAsync("INSERT INTO search_postings (term, block, videos) VALUES (@Term, @Block, @Videos)", row);
        }
    }

    private sealed record Posting
    {
        public string Term { get; init; } = "";
        public int Block { get; init; }
        public byte[] Videos { get; init; } = [];
    }
}

/// <param name="Has">The video has the term now; otherwise it no longer has it.</param>
internal readonly record struct PostingChange(string Term, long Video, bool Has);
