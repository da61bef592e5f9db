namespace VideoTube.Comments;

/// <summary>
/// The statements of the lists. The inner query walks an index and picks ids; only the page's rows are then read and
/// joined. A first page begins before every key there is, so that text serves for every page.
/// </summary>
internal static class CommentListSql
{
    private const string OfVideo = "c.video_id = @video AND c.parent_id IS NULL AND c.withheld = FALSE";

    public static readonly string Newest = Page($"{OfVideo} AND c.id < @from", "c.id DESC");

    public static readonly string Top = Page($"{OfVideo} AND (c.likes, c.id) < (@likes, @from)", "c.likes DESC, c.id DESC");

    public static readonly string Replies = Page("c.parent_id = @parent AND c.withheld = FALSE AND c.id > @from", "c.id");

    public const string Count = $"SELECT COUNT(*) FROM comments c WHERE {OfVideo}";

    private static string Page(string where, string order) => $"""
        SELECT {CommentRow.CommentColumns}
        FROM (SELECT c.id FROM comments c WHERE {where} ORDER BY {order} LIMIT @Limit OFFSET @Skip) p
        JOIN comments c ON c.id = p.id
        JOIN videos v ON v.id = c.video_id
        JOIN users u ON u.id = c.author_id
        ORDER BY {order}
        """;
}
