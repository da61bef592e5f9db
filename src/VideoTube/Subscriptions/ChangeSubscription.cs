using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Subscriptions;

/// <summary>Subscribes somebody to a channel, or no longer. The table takes one row a person; the trigger counts it.</summary>
internal sealed class ChangeSubscription(Database database, ListTotals totals, TimeProvider time)
{
    /// <param name="subscribed">How it shall be; null for the other way round than it is.</param>
    public async Task<Result<SubscriptionState>> RunAsync(Id channel, bool? subscribed, Id person, CancellationToken ct)
    {
        if (channel == person)
            return SubscriptionErrors.Yourself;
        var state = await database.WriteAsync(session => WriteAsync(session, channel, subscribed, person), ct);
        if (state is null)
            return AccountErrors.NotFound;
        totals.Forget(SubscriptionStore.CountOfPerson, new { person });
        totals.Forget(FeedSql.Count, new { Viewer = person.ToString() });
        return state;
    }

    private async Task<SubscriptionState?> WriteAsync(Session session, Id channel, bool? subscribed, Id person)
    {
        var values = new { channel, person, now = time.GetUtcNow(), id = Id.New(time) };
        if (await session.FindAsync<string>("SELECT id FROM users WHERE id = @channel", values) is null)
            return null;
        var removed = subscribed != true
            && await session.ExecuteAsync("DELETE FROM subscriptions WHERE subscriber_id = @person AND channel_id = @channel", values) > 0;
        if (subscribed ?? !removed)
            await session.ExecuteAsync("""
                INSERT INTO subscriptions (id, subscriber_id, channel_id, created_at) VALUES (@id, @person, @channel, @now)
                ON CONFLICT DO NOTHING
                """, values);
        return await session.FindAsync<SubscriptionState>("""
            SELECT u.subscribers AS subscribers_count,
                EXISTS (SELECT 1 FROM subscriptions s WHERE s.subscriber_id = @person AND s.channel_id = u.id) AS subscribed
            FROM users u WHERE u.id = @channel
            """, values);
    }
}
