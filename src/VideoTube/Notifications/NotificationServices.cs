using VideoTube.Http;

namespace VideoTube.Notifications;

internal static class NotificationServices
{
    /// <summary>What tells people: acts of the site and of the worker do.</summary>
    public static void AddNotify(this IServiceCollection services)
    {
        services.AddSingleton<Notify>();
        services.AddSingleton<Announcement>();
        services.AddSingleton<AnnounceVideo>();
    }

    /// <summary>Pings keep proxies from closing quiet connections; who answers none is gone.</summary>
    public static void UseLiveConnections(this WebApplication app) =>
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(20) });

    /// <summary>What shows them.</summary>
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<NotificationStore>();
        services.AddSingleton<LiveNotifications>();
        services.AddJson(NotificationJson.Default);
        ExportedNotification.AddTo(services);
    }
}
