using VideoTube.Http;

namespace VideoTube.Subscriptions;

internal static class SubscriptionServices
{
    public static void AddSubscriptions(this IServiceCollection services)
    {
        services.AddJson(SubscriptionJson.Default);
        services.AddSingleton<SubscriptionStore>().AddSingleton<ChangeSubscription>().AddSingleton<FeedStore>();
        ExportedSubscription.AddTo(services);
    }
}
