using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Notifications;

namespace VideoTube.Subscriptions;

/// <summary>Subscribes somebody to a channel, or no longer. The table takes one row a person; the trigger counts it.</summary>
internal sealed class ChangeSubscription(Database database, ListPages lists, Notify notify, TimeProvider time)
{
    /// <param name="subscribed">How it shall be; null for the other way round than it is.</param>
    public async Task<Result<SubscriptionState>> RunAsync(Id channel, bool? subscribed, Id person, CancellationToken ct)
    {
        if (channel == person)
            return SubscriptionErrors.Yourself;
        var state = await database.WriteAsync(session => WriteAsync(session, channel, subscribed, person), ct);
        if (state is null)
            return AccountErrors.NotFound;
        lists.Forget(SubscriptionStore.CountOfPerson, new { person });
        lists.Forget(FeedSql.Count, new { Viewer = person.ToString() });
        return state;
    }

    private async Task<SubscriptionState?> WriteAsync(Session session, Id channel, bool? subscribed, Id person)
    {
        if (!await SubscriptionStore.IsChannelAsync(session, channel))
            return null;
        var removed = subscribed != true && await SubscriptionStore.RemoveAsync(session, channel, person);
        if ((subscribed ?? !removed) && await SubscriptionStore.AddAsync(session, Id.New(time), channel, person, time.GetUtcNow()))
            await notify.SubscribedAsync(session, channel, person);
        return await SubscriptionStore.FindStateAsync(session, channel, person);
    }
}
