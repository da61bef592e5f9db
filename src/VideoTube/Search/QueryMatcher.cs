using VideoTube.Data;

namespace VideoTube.Search;

/// <param name="Words">As they were searched at last.</param>
/// <param name="Replaced">Which of them stand in for what was typed.</param>
internal sealed record QueryMatch(SearchedWord[] Words, VideoSet Videos, bool[] Replaced);

/// <summary>
/// Finds the videos that have every word. A word that no video has gives way to a near one, and so does one word of a
/// query that finds nothing; if still no video has all words, those with the most of them are found.
/// </summary>
internal sealed class QueryMatcher(WordReader reader, WordStore known)
{
    public async Task<QueryMatch> FindAsync(Session read, IReadOnlyList<string> typed, SearchScope scope)
    {
        var words = await reader.ReadAsync(read, typed);
        var replaced = new bool[words.Length];
        var all = HavingAll(words, scope.Among);
        if (all.IsEmpty)
        {
            var seen = scope.Listed.Or(scope.Among);
            var unknown = words.Select(word => word.Any.And(seen).IsEmpty).ToArray();
            if (Array.Exists(unknown, isUnknown => isUnknown))
                await ReplaceUnknownAsync(read, words, unknown, replaced, scope.Among);
            else
                await ReplaceOneAsync(read, words, replaced, scope.Among);
            all = HavingAll(words, scope.Among);
        }

        return new QueryMatch(words, all.IsEmpty ? HavingMost(words, scope.Among) : all, replaced);
    }

    private async Task ReplaceUnknownAsync(Session read, SearchedWord[] words, bool[] unknown, bool[] replaced, VideoSet among)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!unknown[i])
                continue;
            var others = HavingAll(words.Where((_, j) => !unknown[j]), among);
            if (await FindNearAsync(read, words, i, others) is { } better || (better = await FindNearAsync(read, words, i, among)) is not null)
                (words[i], unknown[i], replaced[i]) = (better, false, true);
        }
    }

    private async Task ReplaceOneAsync(Session read, SearchedWord[] words, bool[] replaced, VideoSet among)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var others = HavingAll(words.Where((_, j) => j != i), among);
            if (await FindNearAsync(read, words, i, others) is not { } better)
                continue;
            (words[i], replaced[i]) = (better, true);
            return;
        }
    }

    /// <summary>The likeliest near word that some of these videos have.</summary>
    private async Task<SearchedWord?> FindNearAsync(Session read, SearchedWord[] words, int i, VideoSet among)
    {
        if (among.IsEmpty)
            return null;
        foreach (var near in await known.ListNearAsync(read, words[i].Text))
            if (await reader.ReadAsync(read, near, isLast: i == words.Length - 1) is var word && !word.Any.And(among).IsEmpty)
                return word;
        return null;
    }

    private static VideoSet HavingAll(IEnumerable<SearchedWord> words, VideoSet among) =>
        words.Aggregate(among, (videos, word) => videos.And(word.Any));

    private static VideoSet HavingMost(SearchedWord[] words, VideoSet among)
    {
        // having[n]: the videos with more than n of the words looked at so far.
        var having = Array.ConvertAll(words, _ => new VideoSet());
        foreach (var word in words)
        {
            var videos = word.Any.And(among);
            for (var n = words.Length - 1; n > 0; n--)
                having[n].Add(having[n - 1].And(videos));
            having[0].Add(videos);
        }

        return Array.FindLast(having, videos => !videos.IsEmpty) ?? new VideoSet();
    }
}
