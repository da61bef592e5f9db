using VideoTube.Data;
using VideoTube.Notifications;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Notifications;

/// <summary>What people do that others are told of, as the acts do it: the row and the word in one transaction.</summary>
internal static class Told
{
    public static Task SubscribeAsync(this TestSite site, Member subscriber, Member channel) => site.WriteAsync(async session =>
    {
        await session.ExecuteAsync("INSERT INTO subscriptions (id, subscriber_id, channel_id, created_at) VALUES (@id, @subscriber, @channel, @now)",
            new { id = Id.New(site.Get<TimeProvider>()), subscriber = subscriber.Id, channel = channel.Id, now = site.Get<TimeProvider>().GetUtcNow() });
        await site.Get<Notify>().SubscribedAsync(session, channel.Id, subscriber.Id);
    });

    public static Task UnsubscribeAsync(this TestSite site, Member subscriber, Member channel) => site.WriteAsync(session =>
        session.ExecuteAsync("DELETE FROM subscriptions WHERE subscriber_id = @subscriber AND channel_id = @channel", new { subscriber = subscriber.Id, channel = channel.Id }));

    public static async Task<Id> CommentAsync(this TestSite site, Member author, Id video, string content, Id? parent = null)
    {
        var id = Id.New(site.Get<TimeProvider>());
        await site.WriteAsync(async session =>
        {
            await session.ExecuteAsync("""
                INSERT INTO comments (id, video_id, author_id, parent_id, content, created_at, updated_at)
                VALUES (@id, @video, @author, @parent, @content, @now, @now)
                """, new { id, video, author = author.Id, parent = parent?.ToString(), content, now = site.Get<TimeProvider>().GetUtcNow() });
            await site.Get<Notify>().CommentedAsync(session, id, video, author.Id, parent);
        });
        return id;
    }

    public static Task WriteAsync(this TestSite site, Func<Session, Task> act) => site.Get<Database>().WriteAsync(act, CancellationToken.None);

    /// <summary>Kinds of what somebody was told, newest first.</summary>
    public static async Task<List<string>> KindsAsync(this Member member) =>
        [.. (await member.Client.GetAsync("notifications?limit=100")).Data["docs"]!.AsArray().Select(doc => (string)doc!["kind"]!)];

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await condition();)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1), "A minute was not enough.");
            await Task.Delay(20);
        }
    }
}
