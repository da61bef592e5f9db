using VideoTube.Data;

namespace VideoTube.Channels;

internal sealed class ChannelStore(Database database)
{
    /// <summary>A channel as <paramref name="viewer"/> sees it: its e-mail address is for its owner alone. A banned one is not there.</summary>
    public async Task<Channel?> FindAsync(string username, Id? viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<Channel>(
            """
            SELECT u.id, u.username, u.fullname, CASE WHEN u.id = @viewer THEN u.email END AS email,
                '/media/' || u.avatar AS avatar, '/media/' || u.cover_image AS cover_image, u.created_at,
                u.listed_videos AS videos_count, u.subscribers AS subscribers_count,
                (SELECT COUNT(*) FROM subscriptions s WHERE s.subscriber_id = u.id) AS channels_subscribed_to_count,
                EXISTS (SELECT 1 FROM subscriptions s WHERE s.channel_id = u.id AND s.subscriber_id = @viewer) AS is_subscribed
            FROM users u WHERE u.username = @username AND u.banned_at IS NULL
            """,
            new { username, viewer = viewer?.ToString() ?? "" });
    }
}
