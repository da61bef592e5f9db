namespace VideoTube.Search;

/// <summary>A word that is searched: where which videos have it, and what that is worth to a person who typed it.</summary>
/// <param name="Places">Best first: a video counts by the first that has it.</param>
internal sealed record SearchedWord(string Text, IReadOnlyList<(VideoSet Videos, double Worth)> Places)
{
    public const double TitleWorth = 10, TitleBeginningWorth = 7, TagsWorth = 5, TagsBeginningWorth = 4, ElsewhereWorth = 2, ElsewhereBeginningWorth = 1.5;

    /// <summary>The videos that have it anywhere.</summary>
    public VideoSet Any { get; } = Union(Places, 0);

    /// <summary>The videos whose title has it, if only as a beginning.</summary>
    public VideoSet InTitle { get; } = Union(Places, TitleBeginningWorth);

    public double WorthFor(long video)
    {
        foreach (var (videos, worth) in Places)
            if (videos.Contains(video))
                return worth;
        return 0;
    }

    private static VideoSet Union(IReadOnlyList<(VideoSet Videos, double Worth)> places, double worth)
    {
        var all = new VideoSet();
        foreach (var place in places)
            if (place.Worth >= worth)
                all.Add(place.Videos);
        return all;
    }
}
