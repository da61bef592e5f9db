using VideoTube.Data;

namespace VideoTube.Http;

/// <summary>How long lists are, for pages by number.</summary>
internal sealed class ListTotals(Database database, ListCounts counts)
{
    /// <summary>Null by cursor; a page that is not full tells it by itself; else it is counted.</summary>
    /// <param name="rows">How many were read with <c>LIMIT Limit + 1</c>.</param>
    /// <param name="of">The parameters, comparable by value: together with the text they name the list.</param>
    /// <param name="values">The parameters, where the text needs more than name the list, such as the time.</param>
    public async ValueTask<long?> GetAsync(PageRequest page, int rows, string sql, object of, object? values = null)
    {
        if (page.After is not null)
            return null;
        if (rows <= page.Limit && (rows > 0 || page.Number == 1))
            return page.Offset + rows;
        return await counts.GetAsync((sql, of), async () =>
        {
            // Others wait for this count too: one of them leaving must not end it.
            await using var read = await database.ReadAsync(CancellationToken.None);
            return await read.GetAsync<long>(sql, values ?? of);
        });
    }

    /// <summary>After a change to the list.</summary>
    public void Forget(string sql, object of) => counts.Forget((sql, of));
}
