using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Subscriptions;

/// <summary>
/// The newest videos of one's channels. A page of n can only hold videos of the n channels whose next video is newest, and
/// of those nothing older than the oldest of these n: one look a subscription finds the channels, and few rows more are
/// sorted, however many videos there are.
/// </summary>
internal static class FeedSql
{
    private const string Shown = $"{VideoSight.OnItsChannel} AND {VideoSight.Unlocked}";

    /// <summary>
    /// Members-only videos are counted one by one, and only those of channels one is a member of; all others stand beside
    /// their channel as a number.
    /// </summary>
    public const string Count = $"""
        SELECT CAST((SELECT COALESCE(SUM(u.listed_videos), 0) FROM subscriptions s JOIN users u ON u.id = s.channel_id
                     WHERE s.subscriber_id = @Viewer)
            + (SELECT COUNT(*) FROM subscriptions s
               JOIN memberships m ON m.channel_id = s.channel_id AND m.user_id = @Viewer
               JOIN videos v ON v.owner_id = s.channel_id
               WHERE s.subscriber_id = @Viewer AND v.visibility = 'members' AND {Shown}) AS BIGINT)
        """;

    public static ListSql For(Dialect dialect) => new(Page(dialect, ""), Page(dialect, "AND (v.created_at, v.id) < (@Key, @After)"), Count);

    /// <summary><c>@Reach</c> is the number of rows up to the page's end.</summary>
    private static string Page(Dialect dialect, string beyond)
    {
        string Newest(string channel, string limit) => $"""
            SELECT v.number FROM videos v WHERE v.owner_id = {channel} {beyond} AND {Shown}
            ORDER BY v.created_at DESC, v.id DESC LIMIT {limit}
            """;
        var next = $"""
            SELECT s.channel_id, v.created_at FROM subscriptions s {dialect.JoinVideos(Newest("s.channel_id", "1"))}
            WHERE s.subscriber_id = @Viewer ORDER BY v.created_at DESC, v.id DESC LIMIT @Reach
            """;
        return $"""
            SELECT {VideoRow.Columns(signedIn: true)}
            FROM (SELECT v.number
                  FROM (SELECT n.channel_id, CASE WHEN COUNT(*) OVER () < @Reach THEN 0 ELSE MIN(n.created_at) OVER () END AS oldest FROM ({next}) n) c
                  {dialect.JoinVideos(Newest("c.channel_id AND v.created_at >= c.oldest", "@Reach"))}
                  ORDER BY v.created_at DESC, v.id DESC LIMIT @Limit OFFSET @Skip) p
            JOIN videos v ON v.number = p.number
            JOIN users u ON u.id = v.owner_id
            ORDER BY v.created_at DESC, v.id DESC
            """;
    }
}
