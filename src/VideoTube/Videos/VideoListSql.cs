using System.Collections.Concurrent;
using VideoTube.Http;

namespace VideoTube.Videos;

/// <summary>
/// The statements of a list. The inner query walks an index and picks row numbers; only the rows of the page are then
/// read and joined, so that skipped rows cost an index entry each.
/// </summary>
internal static class VideoListSql
{
    private static readonly ConcurrentDictionary<Shape, ListSql> Known = new();

    /// <summary>What of a query decides its text; everything else is a parameter.</summary>
    internal readonly record struct Shape(
        VideoSort Sort, bool Ascending, bool OfOwner, bool Hidden, bool Tagged, bool Min, bool Max, bool SignedIn);

    public static ListSql For(Shape shape) => Known.GetOrAdd(shape, Write);

    private static ListSql Write(Shape shape)
    {
        var from = shape.Tagged ? "video_tags t JOIN videos v ON v.id = t.video_id" : "videos v";
        var (key, id) = (shape.Sort, shape.Tagged) switch
        {
            (VideoSort.CreatedAt, true) => ("t.created_at", "t.video_id"),
            (VideoSort.CreatedAt, false) => ("v.created_at", "v.id"),
            (VideoSort.Views, _) => ("v.views", "v.id"),
            (VideoSort.Duration, _) => ("v.duration", "v.id"),
            (VideoSort.Title, _) => ("v.title", "v.id"),
            (VideoSort.Trend, _) => ("v.trend", "v.id"),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
        var (order, beyond) = shape.Ascending ? ("ASC", ">") : ("DESC", "<");
        var where = Conditions(shape);
        string Page(string after) => $"""
            SELECT {VideoRow.Columns(shape.SignedIn)}, {(shape.Sort == VideoSort.Trend ? "p.sort_key" : "0.0")} AS rank
            FROM (SELECT v.number, {key} AS sort_key FROM {from} WHERE {where} {after}
                  ORDER BY {key} {order}, {id} {order} LIMIT @Limit OFFSET @Skip) p
            JOIN videos v ON v.number = p.number
            JOIN users u ON u.id = v.owner_id
            ORDER BY p.sort_key {order}, v.id {order}
            """;
        return new ListSql(Page(""), Page($"AND ({key}, {id}) {beyond} (@Key, @After)"), $"SELECT COUNT(*) FROM {from} WHERE {where}");
    }

    private static string Conditions(Shape shape)
    {
        var conditions = new List<string>();
        if (!shape.Hidden)
            conditions.Add(shape.OfOwner ? VideoSight.OnItsChannel : "v.listed = TRUE");
        if (shape.OfOwner)
            conditions.Add("v.owner_id = @Owner");
        if (shape.Tagged)
            conditions.Add("t.tag = @Tag");
        if (shape.Min)
            conditions.Add("v.duration >= @Min");
        if (shape.Max)
            conditions.Add("v.duration <= @Max");
        return string.Join(" AND ", conditions);
    }
}
