using System.Globalization;
using System.Text;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Search;

/// <summary>Searches videos by words: finds who has them, puts them in order, and reads the rows of one page.</summary>
internal sealed class VideoSearch(Database database, SearchIndex index, PostingStore postings, QueryMatcher matcher, MatchStore matches, TimeProvider time)
{
    private const int MaxWords = 12;

    public async Task<Page<Video>> ListAsync(VideoQuery query, PageRequest page, Id? viewer, CancellationToken ct)
    {
        var typed = SearchText.Read(query.Words ?? "", MaxWords);
        if (typed.Count == 0)
            return page.ToPage<Video>([], page.After is null ? 0 : null, _ => throw new InvalidOperationException());
        await index.CatchUpAsync(ct);
        await using var read = await database.ReadAsync(ct);
        var scope = await SearchScope.ReadAsync(read, postings, query, viewer);
        var match = await matcher.FindAsync(read, [.. typed.Select(word => word.Text)], scope);
        var sorted = new SortedMatches(database.Dialect, query.Owner?.ToString(), scope.Walked);
        var found = query.Sort == VideoSort.Relevance
            ? await RankAsync(read, query, page, match, sorted)
            : await SortAsync(read, query, page, match, sorted);

        var rows = await matches.ListRowsAsync(read, found.Numbers, query, viewer, time.GetUtcNow());
        var videos = new List<Video>(rows.Count);
        foreach (var row in rows)
            videos.Add(row.ToVideo());
        var isCorrected = videos.Count > 0 && Array.Exists(match.Replaced, replaced => replaced);
        return page.ToPage(videos, page.After is null ? match.Videos.Count : null, _ => found.CursorAt(rows[page.Limit - 1])) with
        {
            CorrectedQuery = isCorrected ? Correct(query.Words!, typed, match) : null,
        };
    }

    private async Task<Found> SortAsync(Session read, VideoQuery query, PageRequest page, QueryMatch match, SortedMatches sorted)
    {
        var numbers = await sorted.ListAsync(read, match.Videos, query.Sort, query.Ascending, page.After, page.Skip, page.Limit + 1);
        return new Found(numbers, last => VideoCursor.At(last, query.Sort));
    }

    private async Task<Found> RankAsync(Session read, VideoQuery query, PageRequest page, QueryMatch match, SortedMatches sorted)
    {
        var ranking = await Ranking.OfAsync(read, postings, matches, match, sorted, time.GetUtcNow());
        var place = page.Offset;
        if (page.After is { } after)
        {
            place = PlaceOf(after);
            if (await matches.FindNumberAsync(read, after.Id) is { } last)
                place = ranking.Behind(last, query.Ascending) ?? place;
        }

        return new Found([.. ranking.From(place, query.Ascending).Take(page.Limit + 1)], last => CursorAt(place + page.Limit, last.Id));
    }

    // The video says where to go on, whatever has come before it since; its place serves when it is gone.
    private static Cursor CursorAt(int place, Id last) => new(string.Create(CultureInfo.InvariantCulture, $"r{place}"), last.ToString());

    /// <exception cref="RequestRefusedException">Another list gave this cursor.</exception>
    private static int PlaceOf(Cursor cursor) =>
        cursor.Key is ['r', .. var place] && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var behind)
            ? behind
            : throw new RequestRefusedException(HttpErrors.ForeignCursor);

    /// <summary>The query as it was typed, but for the words that others were searched for.</summary>
    private static string Correct(string query, List<Word> typed, QueryMatch match)
    {
        var corrected = new StringBuilder(query);
        for (var i = typed.Count - 1; i >= 0; i--)
            if (match.Replaced[i])
                corrected.Remove(typed[i].Start, typed[i].Length).Insert(typed[i].Start, match.Words[i].Text);
        return corrected.ToString();
    }

    /// <param name="Numbers">Of a page, and one more when more follow.</param>
    private sealed record Found(IReadOnlyList<long> Numbers, Func<VideoRow, Cursor> CursorAt);
}
