using VideoTube.Accounts;
using VideoTube.Channels;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Subscriptions;

/// <summary>Reads who follows whom.</summary>
internal sealed class SubscriptionStore(Database database, ListPages lists)
{
    private const string Followed = """
        FROM subscriptions s
        WHERE s.subscriber_id = @person AND NOT EXISTS (SELECT 1 FROM closed_accounts k WHERE k.user_id = s.channel_id)
        """;

    public const string CountOfPerson = $"SELECT COUNT(*) {Followed}";

    public static readonly ListSql OfChannel = ListSql.FromKey($"""
        SELECT s.id, s.created_at, {RowWithUser.Columns}
        FROM (SELECT s.id, s.subscriber_id, s.created_at FROM subscriptions s
              WHERE s.channel_id = @channel AND s.id < @from ORDER BY s.id DESC LIMIT @Limit OFFSET @Skip) s
        JOIN users u ON u.id = s.subscriber_id
        ORDER BY s.id DESC
        """, "SELECT subscribers FROM users WHERE id = @channel");

    public static readonly ListSql OfPerson = ListSql.FromKey($"""
        SELECT s.id, s.created_at, {RowWithUser.Columns}, u.subscribers,
            EXISTS (SELECT 1 FROM subscriptions own WHERE own.subscriber_id = @Viewer AND own.channel_id = u.id) AS is_subscribed
        FROM (SELECT s.id, s.channel_id, s.created_at {Followed} AND s.id < @from ORDER BY s.id DESC LIMIT @Limit OFFSET @Skip) s
        JOIN users u ON u.id = s.channel_id
        ORDER BY s.id DESC
        """, CountOfPerson);

    /// <summary>A channel's subscribers, the newest first.</summary>
    public async Task<Result<Page<Subscriber>>> ListOfChannelAsync(Id channel, PageRequest page, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        if (await read.FindAsync<long?>("SELECT subscribers FROM users WHERE id = @channel AND banned_at IS NULL", new { channel }) is not { } total)
            return AccountErrors.NotFound;
        return await lists.ReadAsync<SubscriptionRow, Subscriber>(
            read, page, OfChannel, new { channel }, new { from = page.BeforeId }, row => row.ToSubscriber(), last => Cursor.At(last.Id), total);
    }

    /// <summary>The channels somebody follows, the newest first.</summary>
    public async Task<Result<Page<Subscription>>> ListOfPersonAsync(Id person, PageRequest page, Id? viewer, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        if (await read.FindAsync<string>("SELECT id FROM users WHERE id = @person", new { person }) is null)
            return AccountErrors.NotFound;
        return await lists.ReadAsync<SubscriptionRow, Subscription>(
            read, page, OfPerson, new { person }, new { Viewer = viewer?.ToString() ?? "", from = page.BeforeId },
            row => row.ToSubscription(), last => Cursor.At(last.Id));
    }

    public static async Task<bool> IsChannelAsync(Session session, Id channel) =>
        await session.FindAsync<string>("SELECT id FROM users WHERE id = @channel AND banned_at IS NULL", new { channel }) is not null;

    /// <summary>False when they did not follow it.</summary>
    public static async Task<bool> RemoveAsync(Session session, Id channel, Id person) => await session.ExecuteAsync(
        "DELETE FROM subscriptions WHERE subscriber_id = @person AND channel_id = @channel", new { channel, person }) == 1;

    /// <summary>False when they follow it already.</summary>
    public static async Task<bool> AddAsync(Session session, Id id, Id channel, Id person, DateTimeOffset now) => await session.ExecuteAsync("""
        INSERT INTO subscriptions (id, subscriber_id, channel_id, created_at) VALUES (@id, @person, @channel, @now)
        ON CONFLICT DO NOTHING
        """, new { id, channel, person, now }) == 1;

    public static Task<SubscriptionState?> FindStateAsync(Session session, Id channel, Id person) => session.FindAsync<SubscriptionState>("""
        SELECT u.subscribers AS subscribers_count,
            EXISTS (SELECT 1 FROM subscriptions s WHERE s.subscriber_id = @person AND s.channel_id = u.id) AS subscribed
        FROM users u WHERE u.id = @channel
        """, new { channel, person });

    private sealed record SubscriptionRow : RowWithUser
    {
        public Id Id { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public long Subscribers { get; init; }
        public bool IsSubscribed { get; init; }

        public Subscriber ToSubscriber() => new() { Id = Id, Who = ToChannelLink(), CreatedAt = CreatedAt };

        public Subscription ToSubscription() => new()
        {
            Id = Id,
            Channel = new SubscribedChannel
            {
                Id = UserId, Username = Username, Fullname = Fullname, Avatar = Avatar, SubscribersCount = Subscribers, IsSubscribed = IsSubscribed,
            },
            CreatedAt = CreatedAt,
        };
    }
}
