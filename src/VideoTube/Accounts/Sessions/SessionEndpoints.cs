using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Accounts.Sessions;

internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder users)
    {
        users.MapGet("/sessions", List).RequireAuthorization().WithTags("Sessions")
            .WithSummary("Browsers one is signed in with, the one seen last first");
        users.MapDelete("/sessions/{id}", End).RequireAuthorization().WithTags("Sessions")
            .WithSummary("Signs one of them out")
            .Refuses(AccountErrors.SessionNotFound);
    }

    private static async Task<ApiResult<IReadOnlyList<UserSession>>> List(CurrentUser user, SessionStore sessions, CancellationToken ct) =>
        ApiResult.Ok(await sessions.ListAsync(user.Id, user.SessionId, ct));

    private static async Task<ApiResult<Nothing?>> End(
        string id, HttpContext http, CurrentUser user, SignOut signOut, SessionCookies cookies, CancellationToken ct)
    {
        if (!Id.TryParse(id, null, out var session))
            return HttpErrors.BadId("id");
        if (!await signOut.RunAsync(session, user.Id, ct))
            return AccountErrors.SessionNotFound;
        if (session == user.SessionId)
            cookies.Clear(http);
        return ApiResult.Done("Session ended");
    }
}
