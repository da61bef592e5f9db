using VideoTube.Http;

namespace VideoTube.Comments;

/// <summary>
/// The statements of the lists. The inner query walks an index and picks ids; only the page's rows are then read and
/// joined. A first page begins before every key there is, so that text serves for every page.
/// </summary>
internal static class CommentListSql
{
    private const string OfVideo = "c.video_id = @video AND c.parent_id IS NULL AND c.withheld = FALSE";

    private const string OfParent = "c.parent_id = @parent AND c.withheld = FALSE";

    public const string Count = $"SELECT COUNT(*) FROM comments c WHERE {OfVideo}";

    public static readonly ListSql Newest = ListSql.FromKey(Page($"{OfVideo} AND c.id < @from", "c.id DESC"), Count);

    public static readonly ListSql Top = ListSql.FromKey(Page($"{OfVideo} AND (c.likes, c.id) < (@likes, @from)", "c.likes DESC, c.id DESC"), Count);

    public static readonly ListSql Replies = ListSql.FromKey(Page($"{OfParent} AND c.id > @from", "c.id"), $"SELECT COUNT(*) FROM comments c WHERE {OfParent}");

    private static string Page(string where, string order) => $"""
        SELECT {CommentRow.CommentColumns}
        FROM (SELECT c.id FROM comments c WHERE {where} ORDER BY {order} LIMIT @Limit OFFSET @Skip) p
        JOIN comments c ON c.id = p.id
        JOIN videos v ON v.id = c.video_id
        JOIN users u ON u.id = c.author_id
        ORDER BY {order}
        """;
}
