using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Notifications;

/// <summary>What people do that others are told of.</summary>
internal static class Told
{
    public static async Task SubscribeAsync(this TestSite _, Member subscriber, Member channel)
    {
        var state = await subscriber.Client.PostAsync($"subscriptions/c/{channel.Id}");
        Assert.Equal((200, true), (state.Status, (bool)state.Data["subscribed"]!));
    }

    public static async Task UnsubscribeAsync(this TestSite _, Member subscriber, Member channel)
    {
        var state = await subscriber.Client.PostAsync($"subscriptions/c/{channel.Id}");
        Assert.Equal((200, false), (state.Status, (bool)state.Data["subscribed"]!));
    }

    public static async Task<Id> CommentAsync(this TestSite _, Member author, Id video, string content, Id? parent = null)
    {
        var written = await author.Client.PostAsync($"comments/{video}", new { content, parent = parent?.ToString() });
        Assert.True(written.Status == 201, written.Text);
        return Id.Parse((string)written.Data["_id"]!);
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
