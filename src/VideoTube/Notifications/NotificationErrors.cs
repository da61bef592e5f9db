using VideoTube.Http;

namespace VideoTube.Notifications;

internal static class NotificationErrors
{
    public static readonly ApiError NotFound = new(404, "notification.not_found", "Notification not found");
    public static readonly ApiError Upgrade = new(426, "socket.upgrade", "This address speaks WebSocket: connect with ws:// or wss://");
    public static readonly ApiError Handshake = new(400, "socket.handshake", "The WebSocket handshake is not complete: it needs version 13 and a key");
    public static readonly ApiError TooMany = new(429, "socket.too_many", $"At most {LiveNotifications.MaxEach} live connections are open for one person") { RetryAfter = 30 };
}
