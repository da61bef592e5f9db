namespace VideoTube.Search;

/// <summary>Words side by side: a title that has every neighbouring pair of a query has the query as it was written.</summary>
internal static class Phrase
{
    public static IEnumerable<string> Pairs(IReadOnlyList<string> words) =>
        Enumerable.Range(0, Math.Max(0, words.Count - 1)).Select(i => Term.Pair(words[i], words[i + 1]));
}
