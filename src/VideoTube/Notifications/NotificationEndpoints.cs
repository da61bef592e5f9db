using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Notifications;

internal static class NotificationEndpoints
{
    public static void MapNotifications(this IEndpointRouteBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications");
        notifications.MapGet("", List).WithSummary("What one was told, newest first").RequireAuthorization();
        notifications.MapPatch("/read", MarkSeen).WithSummary("Marks some or all as seen").RequireAuthorization().Refuses(HttpErrors.BadId("id"));
        notifications.MapDelete("/{id}", Delete).WithSummary("Removes one").RequireAuthorization().Gives(204).Refuses(NotificationErrors.NotFound);
        notifications.MapGet("/live", Live).WithSummary("A WebSocket that tells what happens").RequireAuthorization().Gives(101)
            .Refuses(HttpErrors.CrossSite, NotificationErrors.Upgrade, NotificationErrors.Handshake, NotificationErrors.TooMany);
    }

    private static async Task<ApiResult<NotificationPage>> List(PageRequest page, CurrentUser user, NotificationStore notifications, CancellationToken ct) =>
        await notifications.ListAsync(user.Id, page, ct);

    private static async Task<ApiResult<Unseen>> MarkSeen(MarkSeen request, CurrentUser user, NotificationStore notifications, CancellationToken ct) =>
        new Unseen(await notifications.MarkSeenAsync(user.Id, request.Ids?.Select(IdOf).Distinct().ToList(), ct));

    private static async Task<ApiResult<Nothing?>> Delete(string id, CurrentUser user, NotificationStore notifications, CancellationToken ct) =>
        await notifications.DeleteAsync(IdOf(id), user.Id, ct) ? ApiResult.NoContent : NotificationErrors.NotFound;

    private static async Task<IResult> Live(HttpContext http, CurrentUser user, LiveNotifications live)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            if (http.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase))
                return (ApiResult<Nothing?>)NotificationErrors.Handshake;
            http.Response.Headers.Upgrade = "websocket"; // RFC 9110 section 15.5.22
            http.Response.Headers.Connection = "Upgrade";
            return (ApiResult<Nothing?>)NotificationErrors.Upgrade;
        }

        using var connection = live.TryOpen(user);
        if (connection is null)
            return (ApiResult<Nothing?>)NotificationErrors.TooMany;
        using var socket = await http.WebSockets.AcceptWebSocketAsync(SocketToken.ProtocolOf(http.Request));
        await connection.RunAsync(socket, http.RequestAborted);
        return Results.Empty;
    }

    private static Id IdOf(string text) =>
        Id.TryParse(text, null, out var id) ? id : throw new RequestRefusedException(HttpErrors.BadId("A notification's id"));
}
