using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Likes;

/// <summary>
/// The videos somebody likes. Those no longer there for them are passed over while the index is walked, so that a page
/// is full as long as there is more.
/// </summary>
internal sealed class LikedVideoStore(Database database, ListTotals totals, TimeProvider time)
{
    private const string Liked = $"""
        FROM video_likes l JOIN videos v ON v.id = l.video_id
        WHERE l.user_id = @Viewer AND {VideoSight.Visible}
        """;

    public static readonly string PageSql = $"""
        SELECT {VideoRow.Columns(signedIn: true)}, p.id AS like_id, p.created_at AS liked_at
        FROM (SELECT l.id, l.created_at, l.video_id {Liked} AND l.id < @from ORDER BY l.id DESC LIMIT @Limit OFFSET @Skip) p
        JOIN videos v ON v.id = p.video_id
        JOIN users u ON u.id = v.owner_id
        ORDER BY p.id DESC
        """;

    public const string CountSql = $"SELECT COUNT(*) {Liked}";

    /// <summary>The parameters of the count.</summary>
    public static object Of(Id person) => new { Viewer = person.ToString() };

    /// <summary>The last one liked first.</summary>
    public async Task<Page<LikedVideo>> ListAsync(Id person, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var rows = await read.ListAsync<LikedRow>(PageSql, new
        {
            Viewer = person.ToString(), Now = time.GetUtcNow(), Limit = page.Limit + 1, page.Skip, from = page.BeforeId,
        });
        var total = await totals.GetAsync(page, rows.Count, CountSql, Of(person));
        return page.ToPage([.. rows.Select(row => row.ToLiked())], total, (LikedVideo last) => Cursor.At(last.Id));
    }

    private sealed record LikedRow : VideoRow
    {
        public Id LikeId { get; init; }
        public DateTimeOffset LikedAt { get; init; }

        public LikedVideo ToLiked() => new() { Id = LikeId, Video = ToVideo(), CreatedAt = LikedAt };
    }
}
