using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Subscriptions;

/// <summary>What one's channels have published: what all see, and what one sees as their member.</summary>
internal sealed class FeedStore(Database database, ListTotals totals, TimeProvider time)
{
    private readonly string first = FeedSql.Page(database.Dialect, after: false);
    private readonly string further = FeedSql.Page(database.Dialect, after: true);

    public async Task<Page<Video>> ListAsync(Id person, PageRequest page, CancellationToken ct)
    {
        var values = new
        {
            Viewer = person.ToString(),
            Now = time.GetUtcNow(),
            Limit = page.Limit + 1,
            page.Skip,
            Reach = page.Skip + page.Limit + 1,
            Key = page.After is { } cursor ? VideoCursor.KeyOf(cursor, VideoSort.CreatedAt) : null,
            After = page.After?.Id,
        };
        await using var read = await database.ReadAsync(ct);
        var rows = await read.ListAsync<VideoRow>(page.After is null ? first : further, values);
        var total = await totals.GetAsync(page, rows.Count, FeedSql.Count, new { values.Viewer }, new { values.Viewer, values.Now });
        return page.ToPage([.. rows.Select(row => row.ToVideo())], total, (Video _) => VideoCursor.At(rows[page.Limit - 1], VideoSort.CreatedAt));
    }
}
