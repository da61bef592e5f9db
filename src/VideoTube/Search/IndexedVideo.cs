using VideoTube.Videos;

namespace VideoTube.Search;

/// <summary>What of a video is searched, as it stands in the database, and the terms it is found by.</summary>
internal sealed record IndexedVideo
{
    public const string Sql = $"""
        SELECT v.number, v.owner_id, v.title, v.description, v.tags, v.duration, v.listed, u.username, u.fullname,
            ({VideoSight.OnItsChannel}) AS on_its_channel
        FROM videos v JOIN users u ON u.id = v.owner_id
        """;

    public long Number { get; init; }
    public string OwnerId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Description { get; init; } = "";
    public string Tags { get; init; } = "";
    public double Duration { get; init; }
    public bool Listed { get; init; }
    public bool OnItsChannel { get; init; }
    public string Username { get; init; } = "";
    public string Fullname { get; init; } = "";

    public HashSet<string> Terms()
    {
        var terms = new HashSet<string>(StringComparer.Ordinal) { Term.Owner(OwnerId) };
        if (Listed)
            terms.Add(Term.Listed);
        if (OnItsChannel)
            terms.Add(Term.OnItsChannel);
        terms.UnionWith(SearchText.ForIndex(Title).Select(Term.Title));
        terms.UnionWith(SearchText.ForIndex(Tags).Select(Term.Tags));
        terms.UnionWith(SearchText.ForIndex(Description).Select(Term.Description));
        terms.UnionWith(SearchText.ForIndex($"{Username} {Fullname}").Select(Term.Channel));
        terms.UnionWith(VideoTags.Split(Tags).Select(Term.Tag));
        terms.UnionWith(Phrase.Pairs([Term.Edge, .. SearchText.Read(Title).Select(word => word.Text), Term.Edge]));
        terms.UnionWith(LengthFilter.TermsOf(Duration));
        return terms;
    }
}
