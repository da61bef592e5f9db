using System.Globalization;
using Dapper;
using VideoTube.Data;

namespace VideoTube.Http;

/// <summary>
/// A list that grows, newest first. The inner query walks the index of its order; only the rows of the page are joined.
/// </summary>
/// <param name="Columns">What is read of <c>x</c>, the rows of the page, and of <paramref name="Joins"/>.</param>
/// <param name="Table">Whose rows they are.</param>
/// <param name="Where">Which of them, as conditions on <c>x</c>.</param>
/// <param name="Id">Column that tells rows apart; ids themselves grow with time.</param>
/// <param name="Time">Column that is the order where ids are not.</param>
internal sealed record NewestFirst(string Columns, string Table, string Joins, string Where, string Id = "id", string? Time = null)
{
    private string Key => Time is null ? $"x.{Id}" : $"(x.{Time}, x.{Id})";

    private string Order => Time is null ? $"x.{Id} DESC" : $"x.{Time} DESC, x.{Id} DESC";

    public string PageSql(bool after) => $"""
        SELECT {Columns} FROM (
            SELECT x.* FROM {Table} x WHERE {Where}{(after ? $" AND {Key} < {(Time is null ? "@After" : "(@AfterTime, @After)")}" : "")}
            ORDER BY {Order} LIMIT @Limit OFFSET @Offset) x {Joins} ORDER BY {Order}
        """;

    /// <param name="cursorOf">Where the list goes on after a row: its time, when that is the order, and its id.</param>
    public async Task<Page<T>> ReadAsync<TRow, T>(
        Session read, PageRequest page, object values, Func<TRow, T> map, Func<TRow, (DateTimeOffset? Time, Id Id)> cursorOf)
    {
        var parameters = new DynamicParameters(values);
        parameters.Add("Limit", page.Limit + 1);
        parameters.Add("Offset", page.After is null ? page.Offset : 0);
        if (page.After is { } cursor)
        {
            parameters.Add("After", cursor.Id);
            if (Time is not null)
                parameters.Add("AfterTime", TimeOf(cursor));
        }

        var rows = await read.ListAsync<TRow>(PageSql(page.After is not null), parameters);
        var total = page.After is not null ? (long?)null
            : rows.Count <= page.Limit && (rows.Count > 0 || page.Number == 1) ? page.Offset + rows.Count
            : await read.GetAsync<long>($"SELECT COUNT(*) FROM {Table} x WHERE {Where}", values);
        return page.ToPage([.. rows.Select(map)], total, _ => CursorAt(cursorOf(rows[page.Limit - 1])));
    }

    private static Cursor CursorAt((DateTimeOffset? Time, Id Id) last) =>
        new(last.Time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? "", last.Id.ToString());

    private static long TimeOf(Cursor cursor) =>
        long.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var time) ? time
            : throw new RequestRefusedException(HttpErrors.InvalidField("cursor", "cursor is not one that this list gave"));
}
