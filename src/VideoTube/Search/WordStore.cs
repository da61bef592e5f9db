using VideoTube.Data;

namespace VideoTube.Search;

/// <summary>The words of titles, tags and channel names of listed videos: nothing that not everyone sees.</summary>
internal sealed class WordStore(Database database)
{
    private const int MaxNear = 5;

    internal const string CommonSql = "SELECT word FROM search_words WHERE word >= @from AND word < @to ORDER BY videos DESC, word LIMIT @most";

    internal string NearSql { get; } = $"""
        SELECT DISTINCT w.word, w.videos FROM search_variants n JOIN search_words w ON w.word = n.word
        WHERE n.variant IN {database.Dialect.TextsIn("@variants")}
        """;

    /// <summary>What could be meant by a word, likeliest first: fewest mistakes, then the same first letter, then the commonest.</summary>
    public async Task<IReadOnlyList<string>> ListNearAsync(Session read, string word)
    {
        if (NearWords.OfMistyped(word) is not { Count: > 0 } variants)
            return [];
        var near = from known in await read.ListAsync<KnownWord>(NearSql, new { variants = Lists.Texts(variants) })
                   let mistakes = NearWords.Distance(word, known.Word)
                   where mistakes > 0 && mistakes <= NearWords.Mistakes(word)
                   orderby mistakes, known.Word[0] == word[0] descending, known.Videos descending, known.Word
                   select known.Word;
        return [.. near.Take(MaxNear)];
    }

    /// <summary>The commonest words that begin so.</summary>
    public Task<IReadOnlyList<string>> ListCommonAsync(Session read, string beginning, int most) =>
        read.ListAsync<string>(CommonSql, new { from = beginning, to = Lists.Beyond(beginning), most });

    /// <summary>Counts listed videos that got or lost a word; for whoever has the turn to change the index.</summary>
    public static async Task CountAsync(Session session, IEnumerable<KeyValuePair<string, int>> changes)
    {
        foreach (var (word, change) in changes)
        {
            if (change == 0)
                continue;
            var videos = await session.GetAsync<long>("""
                INSERT INTO search_words (word, videos) VALUES (@word, @change)
                ON CONFLICT (word) DO UPDATE SET videos = search_words.videos + excluded.videos RETURNING videos
                """, new { word, change });
            if (videos <= 0)
                await ForgetAsync(session, word);
            else if (videos == change)
                foreach (var variant in NearWords.OfKnown(word))
                    await session.ExecuteAsync("INSERT INTO search_variants (variant, word) VALUES (@variant, @word) ON CONFLICT DO NOTHING", new { variant, word });
        }
    }

    private static async Task ForgetAsync(Session session, string word)
    {
        await session.ExecuteAsync("DELETE FROM search_words WHERE word = @word", new { word });
        foreach (var variant in NearWords.OfKnown(word))
            await session.ExecuteAsync("DELETE FROM search_variants WHERE variant = @variant AND word = @word", new { variant, word });
    }

    private sealed record KnownWord
    {
        public string Word { get; init; } = "";
        public long Videos { get; init; }
    }
}
