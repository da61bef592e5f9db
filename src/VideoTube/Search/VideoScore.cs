namespace VideoTube.Search;

/// <summary>
/// How well a video answers a query; more is better. What its words are worth decides; the rest tells apart videos that
/// have the words in like places, and is too small to lift a worse place above a better one of the same query.
/// </summary>
internal sealed class VideoScore(SearchedWord[] words, PhraseSets phrase, DateTimeOffset now)
{
    private const double PhraseBonus = 2, AllInTitleBonus = 2, BeginningBonus = 0.3, WholeTitleBonus = 0.7, MostForViews = 0.9, MostForAge = 0.5;
    private const double MostViews = 8; // as a power of ten
    private const double HalfLife = 180; // days

    public double Of(VideoFacts video) =>
        Words(video.Number) + Together(video.Number) + Popularity(video.Views) + Freshness(video.CreatedAt);

    private double Words(long video)
    {
        var (worth, inTitle) = (0.0, 0);
        foreach (var word in words)
        {
            var here = word.WorthFor(video);
            worth += here;
            inTitle += here >= SearchedWord.TitleBeginningWorth ? 1 : 0;
        }

        return (worth / words.Length) + (inTitle == words.Length && inTitle > 1 ? AllInTitleBonus : 0);
    }

    private double Together(long video)
    {
        if (!phrase.Title.Contains(video))
            return 0;
        return (words.Length > 1 ? PhraseBonus : 0)
            + (phrase.First.Contains(video) ? BeginningBonus : 0)
            + (phrase.First.Contains(video) && phrase.Last.Contains(video) ? WholeTitleBonus : 0);
    }

    private static double Popularity(long views) => MostForViews * Math.Min(1, Math.Log10(1 + Math.Max(0, views)) / MostViews);

    // By whole days: pages that are asked for one after another must find one order.
    private double Freshness(DateTimeOffset createdAt) => MostForAge * Math.Pow(2, -Math.Max(0, Math.Floor((now - createdAt).TotalDays)) / HalfLife);
}

/// <summary>What of a video, beside its words, its rank depends on.</summary>
internal sealed record VideoFacts
{
    public long Number { get; init; }
    public long Views { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <param name="Title">Videos with the query's words side by side in the title.</param>
/// <param name="First">Videos whose title begins with its first word.</param>
/// <param name="Last">Videos whose title ends with its last word.</param>
internal sealed record PhraseSets(VideoSet Title, VideoSet First, VideoSet Last)
{
    public static async Task<PhraseSets> ReadAsync(Data.Session read, PostingStore postings, IReadOnlyList<SearchedWord> words)
    {
        var pairs = Phrase.Pairs([.. words.Select(word => word.Text)]).ToList();
        var (first, last) = (Term.Pair(Term.Edge, words[0].Text), Term.Pair(words[^1].Text, Term.Edge));
        var sets = await postings.ReadAsync(read, [.. pairs, first, last]);
        return new PhraseSets(pairs.Aggregate(words[0].Places[0].Videos, (videos, pair) => videos.And(sets[pair])), sets[first], sets[last]);
    }
}
