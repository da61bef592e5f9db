using VideoTube.Data;
using VideoTube.Videos;

namespace VideoTube.Search;

/// <summary>
/// What could be meant while one types: titles, tags and channel names of listed videos that have the words so far. They
/// are taken from the most viewed such videos, so popular ones come first, and nothing comes that is not listed now.
/// </summary>
internal sealed class VideoSuggestions(Database database, SearchIndex index, PostingStore postings, WordStore known)
{
    private const int Most = 10, MaxWords = 8, MostVideos = 40, MostBeginnings = 40;

    private readonly string rowsSql = $"""
        SELECT v.number, v.title, v.tags, u.fullname FROM videos v JOIN users u ON u.id = v.owner_id
        WHERE v.listed = TRUE AND v.number IN {database.Dialect.NumbersIn("@numbers")}
        """;

    public async Task<IReadOnlyList<string>> ListAsync(string typed, CancellationToken ct)
    {
        var words = SearchText.Read(typed, MaxWords).ConvertAll(word => word.Text);
        if (words.Count == 0)
            return [];
        await index.CatchUpAsync(ct);
        await using var read = await database.ReadAsync(ct);
        var listed = await postings.ReadAnyAsync(read, [Term.Listed]);
        var sorted = new SortedMatches(database.Dialect, Owner: null, listed.Count);
        var numbers = await sorted.ListAsync(read, await FindAsync(read, words, listed), VideoSort.Views, limit: MostVideos);
        var videos = (await read.ListAsync<Suggesting>(rowsSql, new { numbers = Lists.Numbers(numbers) })).ToDictionary(video => video.Number);
        return Choose(numbers.Where(videos.ContainsKey).SelectMany(number => videos[number].Texts), words);
    }

    private async Task<VideoSet> FindAsync(Session read, IReadOnlyList<string> words, VideoSet listed)
    {
        var videos = listed;
        foreach (var word in words.SkipLast(1))
            videos = videos.And(await postings.ReadAnyAsync(read, [.. TermsOf(word)]));
        var common = await known.ListCommonAsync(read, words[^1], MostBeginnings);
        return videos.And(await postings.ReadAnyAsync(read, [.. common.Append(words[^1]).SelectMany(TermsOf)]));
    }

    private static IEnumerable<string> TermsOf(string word) => [Term.Title(word), Term.Tags(word), Term.Channel(word)];

    /// <summary>Texts that have the words, each once; those that begin with them before the others.</summary>
    private static List<string> Choose(IEnumerable<string> texts, IReadOnlyList<string> words)
    {
        var chosen = new List<(string Text, bool Begins)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var has = SearchText.ForIndex(text).ToList();
            if (words.SkipLast(1).All(has.Contains) && has.Exists(word => word.StartsWith(words[^1], StringComparison.Ordinal)) && seen.Add(string.Join(' ', has)))
                chosen.Add((text, string.Join(' ', has).StartsWith(string.Join(' ', words), StringComparison.Ordinal)));
        }

        return [.. chosen.OrderByDescending(text => text.Begins).Take(Most).Select(text => text.Text)];
    }

    private sealed record Suggesting
    {
        public long Number { get; init; }
        public string Title { get; init; } = "";
        public string Tags { get; init; } = "";
        public string Fullname { get; init; } = "";

        public IEnumerable<string> Texts => [Title, .. VideoTags.Split(Tags), Fullname];
    }
}
