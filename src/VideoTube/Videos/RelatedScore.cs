using VideoTube.Data;
using VideoTube.Search;

namespace VideoTube.Videos;

/// <summary>
/// How close a video is to another: shared tags first, then words of the title, then its channel; how much it is watched
/// decides between equals.
/// </summary>
internal sealed class RelatedScore(RelatedRow subject)
{
    private const double OfTags = 4, OfTitle = 3, OfChannel = 1, OfViews = 0.1;

    private readonly HashSet<string> tags = [.. VideoTags.Split(subject.Tags)];
    private readonly HashSet<string> words = [.. WordsOf(subject.Title)];

    public static IEnumerable<string> WordsOf(string title) =>
        SearchText.Read(title).Select(word => word.Text).Where(word => word.Length > 1).Distinct();

    public double Of(RelatedRow other) =>
        OfTags * Likeness(tags, VideoTags.Split(other.Tags))
        + OfTitle * Likeness(words, [.. WordsOf(other.Title)])
        + (other.OwnerId == subject.OwnerId ? OfChannel : 0)
        + OfViews * Math.Log10(1 + other.Views);

    /// <summary>0 for nothing in common to 1 for the same (the cosine of both sets): many tags do not win by number.</summary>
    private static double Likeness(HashSet<string> mine, IReadOnlyList<string> theirs) =>
        mine.Count == 0 || theirs.Count == 0 ? 0 : theirs.Count(mine.Contains) / Math.Sqrt((double)mine.Count * theirs.Count);
}

/// <summary>Of a video, what decides how it is related.</summary>
internal sealed record RelatedRow
{
    public Id Id { get; init; }
    public Id OwnerId { get; init; }
    public string Title { get; init; } = "";
    public string Tags { get; init; } = "";
    public long Views { get; init; }
}
