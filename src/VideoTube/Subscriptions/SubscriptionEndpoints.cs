using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Subscriptions;

internal static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder api)
    {
        var subscriptions = api.MapGroup("/subscriptions").WithTags("Subscriptions");
        subscriptions.MapPost("/c/{channelId}", Toggle).WithSummary("Subscribes to a channel, or no longer.")
            .Refuses(AccountErrors.NotFound, SubscriptionErrors.Yourself);
        subscriptions.MapPut("/c/{channelId}", Subscribe).WithSummary("Subscribes to a channel; once is enough.")
            .Refuses(AccountErrors.NotFound, SubscriptionErrors.Yourself);
        subscriptions.MapDelete("/c/{channelId}", Unsubscribe).WithSummary("Subscribes to a channel no longer.")
            .Refuses(AccountErrors.NotFound, SubscriptionErrors.Yourself);
        subscriptions.MapGet("/c/{channelId}", ListOfChannel).WithSummary("Who follows a channel, the newest first.").Refuses(AccountErrors.NotFound);
        subscriptions.MapGet("/u/{userId}", ListOfPerson).WithSummary("Which channels somebody follows, the newest first.").Refuses(AccountErrors.NotFound);
        subscriptions.MapGet("/feed", Feed).WithSummary("The newest videos of the channels one follows.");
    }

    private static async Task<ApiResult<SubscriptionState>> Toggle(string channelId, CurrentUser user, ChangeSubscription change, CancellationToken ct) =>
        await change.RunAsync(ChannelId(channelId), subscribed: null, user.Id, ct);

    private static async Task<ApiResult<SubscriptionState>> Subscribe(string channelId, CurrentUser user, ChangeSubscription change, CancellationToken ct) =>
        await change.RunAsync(ChannelId(channelId), subscribed: true, user.Id, ct);

    private static async Task<ApiResult<SubscriptionState>> Unsubscribe(string channelId, CurrentUser user, ChangeSubscription change, CancellationToken ct) =>
        await change.RunAsync(ChannelId(channelId), subscribed: false, user.Id, ct);

    private static async Task<ApiResult<Page<Subscriber>>> ListOfChannel(
        string channelId, PageRequest page, SubscriptionStore subscriptions, CancellationToken ct) =>
        await subscriptions.ListOfChannelAsync(ChannelId(channelId), page, ct);

    private static async Task<ApiResult<Page<Subscription>>> ListOfPerson(
        string userId, PageRequest page, Visitor visitor, SubscriptionStore subscriptions, CancellationToken ct) =>
        await subscriptions.ListOfPersonAsync(GivenId.Read(userId, "The user's id"), page, visitor.Id, ct);

    private static async Task<ApiResult<Page<Video>>> Feed(CurrentUser user, PageRequest page, FeedStore feed, CancellationToken ct) =>
        await feed.ListAsync(user.Id, page, ct);

    private static Id ChannelId(string text) => GivenId.Read(text, "The channel's id");
}
