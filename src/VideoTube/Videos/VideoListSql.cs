using System.Collections.Concurrent;
using VideoTube.Data;

namespace VideoTube.Videos;

/// <summary>
/// The statements of a list. The inner query walks an index and picks row numbers; only the rows of the page are then
/// read and joined, so that skipped rows cost an index entry each.
/// </summary>
internal sealed record VideoListSql(string Page, string Count)
{
    private static readonly ConcurrentDictionary<(string Dialect, Shape Shape), VideoListSql> Known = new();

    /// <summary>What of a query decides its text; everything else is a parameter.</summary>
    internal readonly record struct Shape(
        VideoSort Sort, bool Ascending, bool OfOwner, bool Hidden, bool Searches, bool Tagged, bool Min, bool Max, bool After, bool SignedIn);

    public static VideoListSql For(Dialect dialect, Shape shape) =>
        Known.GetOrAdd((dialect.Name, shape), static (key, dialect) => Write(dialect, key.Shape), dialect);

    private static VideoListSql Write(Dialect dialect, Shape shape)
    {
        var walksTag = shape is { Tagged: true, Searches: false };
        var from = shape.Searches ? dialect.SearchedVideos
            : walksTag ? "video_tags t JOIN videos v ON v.id = t.video_id"
            : "videos v";
        var (key, id) = (shape.Sort, walksTag) switch
        {
            (VideoSort.CreatedAt, true) => ("t.created_at", "t.video_id"),
            (VideoSort.CreatedAt, false) => ("v.created_at", "v.id"),
            (VideoSort.Views, _) => ("v.views", "v.id"),
            (VideoSort.Duration, _) => ("v.duration", "v.id"),
            (VideoSort.Title, _) => ("v.title", "v.id"),
            (VideoSort.Trend, _) => ("v.trend", "v.id"),
            (VideoSort.Relevance, _) => (dialect.VideoRelevance, "v.id"),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
        // The best match has the smallest relevance: "descending" is best first, as with everything else.
        var (order, beyond) = shape.Ascending == (shape.Sort == VideoSort.Relevance) ? ("DESC", "<") : ("ASC", ">");
        var where = Conditions(dialect, shape, walksTag);
        var after = shape.After ? $" AND ({key}, {id}) {beyond} (@Key, @After)" : "";
        var page = $"""
            SELECT {VideoRow.Columns(shape.SignedIn)}, {(shape.Sort is VideoSort.Relevance or VideoSort.Trend ? "p.sort_key" : "0.0")} AS rank
            FROM (SELECT v.number, {key} AS sort_key FROM {from} WHERE {where}{after}
                  ORDER BY {key} {order}, {id} {order} LIMIT @Limit OFFSET @Offset) p
            JOIN videos v ON v.number = p.number
            JOIN users u ON u.id = v.owner_id
            ORDER BY p.sort_key {order}, v.id {order}
            """;
        return new VideoListSql(page, $"SELECT COUNT(*) FROM {from} WHERE {where}");
    }

    private static string Conditions(Dialect dialect, Shape shape, bool walksTag)
    {
        var conditions = new List<string>();
        if (shape.Searches)
            conditions.Add(dialect.VideoMatches);
        if (!shape.Hidden)
            conditions.Add(shape.OfOwner ? VideoSight.OnItsChannel : "v.listed = TRUE");
        if (shape.OfOwner)
            conditions.Add("v.owner_id = @Owner");
        if (shape.Tagged)
            conditions.Add(walksTag ? "t.tag = @Tag" : "EXISTS (SELECT 1 FROM video_tags t WHERE t.tag = @Tag AND t.created_at = v.created_at AND t.video_id = v.id)");
        if (shape.Min)
            conditions.Add("v.duration >= @Min");
        if (shape.Max)
            conditions.Add("v.duration <= @Max");
        return string.Join(" AND ", conditions);
    }
}
