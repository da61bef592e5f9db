using VideoTube.Data;
using VideoTube.Videos;

namespace VideoTube.Search;

/// <summary>
/// All matches in order. The best thousand are ranked by their score: chosen by where they have the words, and of
/// equals the newest and the most viewed. The others follow, newest first: nobody ranks what nobody reads.
/// </summary>
internal sealed class Ranking(IReadOnlyList<long> best, VideoSet others)
{
    private const int Most = 1000;

    public static async Task<Ranking> OfAsync(Session read, PostingStore postings, MatchStore matches, QueryMatch match, SortedMatches sorted, DateTimeOffset now)
    {
        var phrase = await PhraseSets.ReadAsync(read, postings, match.Words);
        var chosen = await ChooseAsync(read, match, phrase, sorted);
        var score = new VideoScore(match.Words, phrase, now);
        var best = (await matches.ListFactsAsync(read, chosen.NewestFirst()))
            .Select(video => (video.Number, Score: score.Of(video)))
            .OrderByDescending(video => video.Score).ThenByDescending(video => video.Number)
            .Select(video => video.Number).ToList();
        return new Ranking(best, match.Videos.Without(chosen));
    }

    /// <summary>The matches from a place on, the best or the worst first.</summary>
    public IEnumerable<long> From(int place, bool ascending) =>
        ascending
            ? others.NewestFirst().Reverse().Concat(best.Reverse()).Skip(place)
            : best.Concat(others.NewestFirst()).Skip(place);

    /// <summary>The place behind a video; null when it is no match any more.</summary>
    public int? Behind(long video, bool ascending)
    {
        var place = 0;
        foreach (var number in From(0, ascending))
        {
            place++;
            if (number == video)
                return place;
        }

        return null;
    }

    private static async Task<VideoSet> ChooseAsync(Session read, QueryMatch match, PhraseSets phrase, SortedMatches sorted)
    {
        if (match.Videos.Count <= Most)
            return match.Videos;
        VideoSet Having(Func<SearchedWord, VideoSet> place) => match.Words.Aggregate(match.Videos, (videos, word) => videos.And(place(word)));
        var chosen = new VideoSet();
        foreach (var tier in new[] { match.Videos.And(phrase.Title), Having(word => word.Places[0].Videos), Having(word => word.InTitle), match.Videos })
        {
            var more = tier.Without(chosen);
            var room = Most - chosen.Count;
            if (more.Count <= room)
            {
                chosen.Add(more);
                continue;
            }

            foreach (var number in more.NewestFirst().Take((int)room / 2).Concat(await sorted.ListAsync(read, more, VideoSort.Views, limit: (int)room / 2)))
                chosen.Add(number);
            break;
        }

        return chosen;
    }
}
