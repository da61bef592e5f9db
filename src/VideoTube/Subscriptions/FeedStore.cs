using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Subscriptions;

/// <summary>What one's channels have published: what all see, and what one sees as their member.</summary>
internal sealed class FeedStore(Database database, ListPages lists, TimeProvider time)
{
    private readonly ListSql feed = FeedSql.For(database.Dialect);

    public async Task<Page<Video>> ListAsync(Id person, PageRequest page, CancellationToken ct)
    {
        var values = new
        {
            Now = time.GetUtcNow(),
            Reach = page.Skip + page.Limit + 1,
            Key = page.After is { } cursor ? VideoCursor.KeyOf(cursor, VideoSort.CreatedAt) : null,
        };
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<VideoRow, Video>(
            read, page, feed, new { Viewer = person.ToString() }, values, row => row.ToVideo(), last => VideoCursor.At(last, VideoSort.CreatedAt));
    }
}
