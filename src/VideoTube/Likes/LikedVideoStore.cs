using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Likes;

/// <summary>
/// The videos somebody likes. Those no longer there for them are passed over while the index is walked, so that a page
/// is full as long as there is more.
/// </summary>
internal sealed class LikedVideoStore(Database database, ListPages lists, TimeProvider time)
{
    private const string Liked = $"""
        FROM video_likes l JOIN videos v ON v.id = l.video_id
        WHERE l.user_id = @Viewer AND {VideoSight.Visible}
        """;

    public const string CountSql = $"SELECT COUNT(*) {Liked}";

    public static readonly ListSql List = ListSql.FromKey($"""
        SELECT {VideoRow.Columns(signedIn: true)}, p.id AS like_id, p.created_at AS liked_at
        FROM (SELECT l.id, l.created_at, l.video_id {Liked} AND l.id < @from ORDER BY l.id DESC LIMIT @Limit OFFSET @Skip) p
        JOIN videos v ON v.id = p.video_id
        JOIN users u ON u.id = v.owner_id
        ORDER BY p.id DESC
        """, CountSql);

    /// <summary>What names the list.</summary>
    public static object Of(Id person) => new { Viewer = person.ToString() };

    /// <summary>The last one liked first.</summary>
    public async Task<Page<LikedVideo>> ListAsync(Id person, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await lists.ReadAsync<LikedRow, LikedVideo>(
            read, page, List, Of(person), new { Now = time.GetUtcNow(), from = page.BeforeId }, row => row.ToLiked(), last => Cursor.At(last.LikeId));
    }

    private sealed record LikedRow : VideoRow
    {
        public Id LikeId { get; init; }
        public DateTimeOffset LikedAt { get; init; }

        public LikedVideo ToLiked() => new() { Id = LikeId, Video = ToVideo(), CreatedAt = LikedAt };
    }
}
