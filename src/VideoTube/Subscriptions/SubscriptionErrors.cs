using VideoTube.Http;

namespace VideoTube.Subscriptions;

internal static class SubscriptionErrors
{
    public static readonly ApiError Yourself = new(400, "subscription.yourself", "You cannot subscribe to your own channel");
}
