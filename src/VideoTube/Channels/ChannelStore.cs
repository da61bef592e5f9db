using VideoTube.Data;

namespace VideoTube.Channels;

internal sealed class ChannelStore(Database database)
{
    /// <summary>A channel as <paramref name="viewer"/> sees it: its e-mail address is for its owner alone.</summary>
    public async Task<Channel?> FindAsync(string username, Id? viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<Channel>(
            """
            SELECT u.id, u.username, u.fullname, CASE WHEN u.id = @viewer THEN u.email END AS email,
                '/media/' || u.avatar AS avatar, '/media/' || u.cover_image AS cover_image, u.created_at,
                (SELECT COUNT(*) FROM videos v WHERE v.owner_id = u.id AND v.listed = TRUE) AS videos_count
            FROM users u WHERE u.username = @username
            """,
            new { username, viewer = viewer?.ToString() });
    }
}
