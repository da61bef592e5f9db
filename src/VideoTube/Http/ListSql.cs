namespace VideoTube.Http;

/// <summary>
/// The statements of a list. Both pages name <c>@Limit</c> and <c>@Skip</c>; a following one begins after the row
/// <c>@After</c>, and after <c>@Key</c> where ids are not the order.
/// </summary>
/// <param name="First">A page by number.</param>
/// <param name="Following">A page by cursor.</param>
/// <param name="Count">How long the list is.</param>
/// <param name="IsRemembered">False where many acts change the list and few people read it: it is counted whenever it is asked for.</param>
internal sealed record ListSql(string First, string Following, string Count, bool IsRemembered = true)
{
    /// <summary>
    /// A list that grows, newest first. The inner query walks the index of its order; only the rows of the page are joined.
    /// </summary>
    /// <param name="columns">What is read of <c>x</c>, the rows of the page, and of <paramref name="joins"/>.</param>
    /// <param name="table">Whose rows they are.</param>
    /// <param name="where">Which of them, as conditions on <c>x</c>.</param>
    /// <param name="id">Column that tells rows apart; ids themselves grow with time.</param>
    /// <param name="sortedBy">Column that is the order where ids are not.</param>
    public static ListSql NewestFirst(string columns, string table, string joins, string where, string id = "id", string? sortedBy = null)
    {
        var order = sortedBy is null ? $"x.{id} DESC" : $"x.{sortedBy} DESC, x.{id} DESC";
        var beyond = sortedBy is null ? $"x.{id} < @After" : $"(x.{sortedBy}, x.{id}) < (@Key, @After)";
        string Page(string conditions) => $"""
            SELECT {columns} FROM (
                SELECT x.* FROM {table} x WHERE {conditions} ORDER BY {order} LIMIT @Limit OFFSET @Skip) x {joins} ORDER BY {order}
            """;
        return new ListSql(Page(where), Page($"{where} AND {beyond}"), $"SELECT COUNT(*) FROM {table} x WHERE {where}", IsRemembered: false);
    }

    /// <summary>A list whose first page begins before every key there is: one text serves for all pages.</summary>
    public static ListSql FromKey(string page, string count) => new(page, page, count);
}
