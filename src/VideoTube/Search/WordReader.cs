using VideoTube.Data;

namespace VideoTube.Search;

/// <summary>Reads the sets of words. The last word of a query may be one that is still being typed: it also stands for all that begin so.</summary>
internal sealed class WordReader(PostingStore postings)
{
    private const int ShortestBeginning = 2;

    public async Task<SearchedWord[]> ReadAsync(Session read, IReadOnlyList<string> words)
    {
        var sets = await postings.ReadAsync(read, [.. words.SelectMany(TermsOf)]);
        var searched = new SearchedWord[words.Count];
        for (var i = 0; i < words.Count; i++)
            searched[i] = await WithBeginningsAsync(read, words[i], sets, isLast: i == words.Count - 1);
        return searched;
    }

    public async Task<SearchedWord> ReadAsync(Session read, string word, bool isLast) =>
        await WithBeginningsAsync(read, word, await postings.ReadAsync(read, [.. TermsOf(word)]), isLast);

    private static IEnumerable<string> TermsOf(string word) => [Term.Title(word), Term.Tags(word), Term.Description(word), Term.Channel(word)];

    private async Task<SearchedWord> WithBeginningsAsync(Session read, string word, IReadOnlyDictionary<string, VideoSet> sets, bool isLast)
    {
        var begins = isLast && word.Length >= ShortestBeginning;
        async Task<VideoSet> Beginning(string term) => begins ? await postings.ReadBeginningAsync(read, term) : new VideoSet();
        return new SearchedWord(word,
        [
            (sets[Term.Title(word)], SearchedWord.TitleWorth),
            (await Beginning(Term.Title(word)), SearchedWord.TitleBeginningWorth),
            (sets[Term.Tags(word)], SearchedWord.TagsWorth),
            (await Beginning(Term.Tags(word)), SearchedWord.TagsBeginningWorth),
            (sets[Term.Description(word)], SearchedWord.ElsewhereWorth),
            (sets[Term.Channel(word)], SearchedWord.ElsewhereWorth),
            (await Beginning(Term.Description(word)), SearchedWord.ElsewhereBeginningWorth),
            (await Beginning(Term.Channel(word)), SearchedWord.ElsewhereBeginningWorth),
        ]);
    }
}
