using System.Collections.Concurrent;
using Dapper;
using VideoTube.Data;

namespace VideoTube.Http;

/// <summary>
/// Reads lists, a page at a time, and tells how long they are. Lengths are remembered for a second: counting 100,000 index
/// entries takes milliseconds, a page far less. What this process changes is forgotten at once; what others change shows
/// a second late, in totals only.
/// </summary>
internal sealed class ListPages(Database database, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);
    private const int MaxLengths = 1000;

    private readonly ConcurrentDictionary<(string Count, object Of), Length> known = new();

    /// <param name="of">The parameters that name the list, comparable by value.</param>
    /// <param name="values">The other parameters: where the page goes on, who looks, the time.</param>
    /// <param name="cursorAt">Where the list goes on after a row.</param>
    /// <param name="total">How long the list is, where that stands beside what it hangs on.</param>
    public async Task<Page<T>> ReadAsync<TRow, T>(
        Session read, PageRequest page, ListSql list, object of, object? values, Func<TRow, T> map, Func<TRow, Cursor> cursorAt, long? total = null)
    {
        var parameters = ParametersOf(of, values);
        parameters.Add("Limit", page.Limit + 1);
        parameters.Add("Skip", page.Skip);
        if (page.After is { } cursor)
            parameters.Add("After", cursor.Id);
        var rows = await read.ListAsync<TRow>(page.After is null ? list.First : list.Following, parameters);
        if (page.After is null)
            total ??= await CountAsync(read, page, rows.Count, list, of, values);
        return page.ToPage([.. rows.Select(map)], page.After is null ? total : null, _ => cursorAt(rows[page.Limit - 1]));
    }

    /// <summary>After a change to many lists.</summary>
    public void Forget() => known.Clear();

    /// <summary>After a change to one.</summary>
    /// <param name="count">The statement of its length.</param>
    public void Forget(string count, object of) => known.TryRemove((count, of), out _);

    /// <summary>A page that is not full tells the length by itself.</summary>
    private async ValueTask<long> CountAsync(Session read, PageRequest page, int rows, ListSql list, object of, object? values)
    {
        if (rows <= page.Limit && (rows > 0 || page.Number == 1))
            return page.Offset + rows;
        if (!list.IsRemembered)
            return await read.GetAsync<long>(list.Count, ParametersOf(of, values));
        return await RememberAsync((list.Count, of), async () =>
        {
            // Others wait for this count too: one of them leaving must not end it.
            await using var own = await database.ReadAsync(CancellationToken.None);
            return await own.GetAsync<long>(list.Count, ParametersOf(of, values));
        });
    }

    /// <summary>Many that ask at once share one counting.</summary>
    private async ValueTask<long> RememberAsync((string Count, object Of) list, Func<Task<long>> count)
    {
        if (known.TryGetValue(list, out var length) && time.GetElapsedTime(length.Since) < Lifetime)
            return await length.Total.Value;
        if (known.Count > MaxLengths)
            known.Clear();

        var fresh = new Length(new Lazy<Task<long>>(count), time.GetTimestamp());
        length = known.AddOrUpdate(list, fresh, (_, other) => time.GetElapsedTime(other.Since) < Lifetime ? other : fresh);
        try
        {
            return await length.Total.Value;
        }
        catch
        {
            known.TryRemove(new(list, length));
            throw;
        }
    }

    private static DynamicParameters ParametersOf(object of, object? values)
    {
        var parameters = new DynamicParameters(of);
        parameters.AddDynamicParams(values);
        return parameters;
    }

    private sealed record Length(Lazy<Task<long>> Total, long Since);
}
