using VideoTube.Data;
using VideoTube.Videos;

namespace VideoTube.Search;

/// <summary>The videos among which one searches: those the viewer may find there, less what filters leave out.</summary>
/// <param name="Listed">All that everyone finds.</param>
/// <param name="Walked">How many videos the list has that would be walked for them.</param>
internal sealed record SearchScope(VideoSet Among, VideoSet Listed, long Walked)
{
    public static async Task<SearchScope> ReadAsync(Session read, PostingStore postings, VideoQuery query, Id? viewer)
    {
        var isMeasured = query.MinDuration is not null || query.MaxDuration is not null;
        var terms = new List<string> { Term.Listed };
        if (query.Owner is { } owner)
            terms.AddRange([Term.Owner(owner.ToString()), Term.OnItsChannel]);
        if (query.Tag is { } tag)
            terms.Add(Term.Tag(tag));
        if (isMeasured)
            terms.AddRange(LengthFilter.Terms);
        var sets = await postings.ReadAsync(read, terms);

        var listed = sets[Term.Listed];
        var (among, walked) = (listed, listed);
        if (query.Owner is { } channel)
        {
            walked = sets[Term.Owner(channel.ToString())];
            among = channel == viewer ? walked : walked.And(sets[Term.OnItsChannel]);
        }

        if (query.Tag is { } tagged)
            among = among.And(sets[Term.Tag(tagged)]);
        if (isMeasured)
            among = LengthFilter.Between(among, [.. LengthFilter.Terms.Select(term => sets[term])], query.MinDuration, query.MaxDuration);
        return new SearchScope(among, listed, walked.Count);
    }
}
