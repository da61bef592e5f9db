using Dapper;
using VideoTube.Data;
using VideoTube.Videos;

namespace VideoTube.Notifications;

/// <summary>What those who tell people read and write, as part of the transaction that makes it happen.</summary>
internal static class TellingStore
{
    private const int RowsAStatement = 100;

    private const string IsMember = """
        EXISTS (SELECT 1 FROM memberships m WHERE m.channel_id = s.channel_id AND m.user_id = s.subscriber_id
                AND (m.expires_at IS NULL OR m.expires_at > @now))
        """;

    /// <summary>Those who subscribed before the announcement began, in the order in which they did.</summary>
    internal const string NextSubscribers = $"""
        SELECT s.id, s.subscriber_id, u.banned_at IS NOT NULL AS is_banned, {IsMember} AS is_member FROM subscriptions s JOIN users u ON u.id = s.subscriber_id
        WHERE s.channel_id = @channel AND s.id > @after AND s.id < @job ORDER BY s.id LIMIT @limit
        """;

    public static async Task<Id?> FindOwnerAsync(Session session, Id video) =>
        IdOf(await session.FindAsync<string>("SELECT owner_id FROM videos WHERE id = @video", new { video }));

    /// <summary>Null when it is not on its channel any more, or there for members only who are not those to be told.</summary>
    public static Task<Announced?> FindAnnouncedAsync(Session session, Id video, bool toMembers) => session.FindAsync<Announced>($"""
        SELECT v.owner_id, v.members_told FROM videos v
        WHERE v.id = @video AND {VideoSight.OnItsChannel} AND (v.visibility <> 'members' OR @toMembers = TRUE)
        """, new { video, toMembers });

    public static async Task<Id?> FindAuthorAsync(Session session, Id comment) =>
        IdOf(await session.FindAsync<string>("SELECT author_id FROM comments WHERE id = @comment", new { comment }));

    public static async Task<bool> MayWatchAsync(Session session, Id video, Id person, DateTimeOffset now) =>
        await session.FindAsync<string>($"SELECT v.id FROM videos v WHERE v.id = @video AND {VideoSight.Watchable}",
            new { video, Viewer = person, Now = now }) is not null;

    /// <summary>Whether the channel was told already that this person follows it.</summary>
    public static async Task<bool> WasToldOfAsync(Session session, Id channel, Id subscriber) => await session.FindAsync<string>("""
        SELECT MIN(id) FROM notifications WHERE actor_id = @subscriber AND user_id = @channel AND kind = 'subscriber'
        """, new { channel, subscriber }) is not null;

    /// <summary>Once in a video's life, when it is listed: gives its channel; else null.</summary>
    public static async Task<Id?> BeginAnnouncingAsync(Session session, Id video) => IdOf(await session.FindAsync<string>("""
        UPDATE videos SET announced = TRUE WHERE id = @video AND announced = FALSE AND listed = TRUE RETURNING owner_id
        """, new { video }));

    /// <summary>Once in a video's life, when members may watch it and nobody else: gives its channel; else null.</summary>
    public static async Task<Id?> BeginTellingMembersAsync(Session session, Id video) => IdOf(await session.FindAsync<string>($"""
        UPDATE videos AS v SET members_told = TRUE
        WHERE v.id = @video AND v.announced = FALSE AND v.members_told = FALSE AND {VideoSight.OnItsChannel} AND v.visibility = 'members'
        RETURNING owner_id
        """, new { video }));

    /// <summary>Of a channel's videos between two, those that are on it and were not announced to everyone yet.</summary>
    public static Task<IReadOnlyList<Id>> ListUnannouncedAsync(Session session, Id channel, Id first, Id last) => session.ListAsync<Id>($"""
        SELECT v.id FROM videos v
        WHERE v.owner_id = @channel AND v.id >= @first AND v.id <= @last AND v.announced = FALSE AND {VideoSight.OnItsChannel}
        """, new { channel, first, last });

    public static async Task<bool> HasSubscribersAsync(Session session, Id channel) =>
        await session.GetAsync<long>("SELECT subscribers FROM users WHERE id = @channel", new { channel }) > 0;

    public static Task<IReadOnlyList<NextSubscriber>> ListNextSubscribersAsync(
        Session session, Id channel, string after, Id job, int limit, DateTimeOffset now) =>
        session.ListAsync<NextSubscriber>(NextSubscribers, new { channel, after, job, limit, now });

    public static Task InsertAsync(Session session, Id id, Id person, string kind, Id? actor, Id? video, Id? comment, DateTimeOffset now) =>
        session.ExecuteAsync("""
            INSERT INTO notifications (id, user_id, kind, actor_id, video_id, comment_id, created_at)
            VALUES (@id, @person, @kind, @actor, @video, @comment, @now)
            """, new { id, person, kind, actor = actor?.ToString(), video = video?.ToString(), comment = comment?.ToString(), now });

    /// <summary>To many, that a channel has a new video; who was told already is not told again.</summary>
    public static async Task InsertAsync(Session session, Id channel, Id video, IReadOnlyList<(Id Person, Id Notification)> told, DateTimeOffset now)
    {
        // One text for full statements and one for single rows: statements are kept prepared.
        var full = told.Count - (told.Count % RowsAStatement);
        foreach (var rows in told.Take(full).Chunk(RowsAStatement).Concat(told.Skip(full).Select(row => new[] { row })))
        {
            var values = new DynamicParameters(new { channel, video, now });
            for (var i = 0; i < rows.Length; i++)
            {
                values.Add($"i{i}", rows[i].Notification.ToString());
                values.Add($"u{i}", rows[i].Person.ToString());
            }

            await session.ExecuteAsync($"""
                INSERT INTO notifications (id, user_id, kind, actor_id, video_id, created_at)
                VALUES {string.Join(", ", Enumerable.Range(0, rows.Length).Select(i => $"(@i{i}, @u{i}, 'video', @channel, @video, @now)"))}
                ON CONFLICT (id) DO NOTHING
                """, values);
        }
    }

    private static Id? IdOf(string? found) => found is null ? null : Id.Parse(found);
}

internal sealed record Announced
{
    public Id OwnerId { get; init; }
    public bool MembersTold { get; init; }
}

internal sealed record NextSubscriber
{
    public Id Id { get; init; }
    public Id SubscriberId { get; init; }
    public bool IsBanned { get; init; }
    public bool IsMember { get; init; }
}
