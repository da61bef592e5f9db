using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

internal static class ModerationEndpoints
{
    public static void MapModeration(this IEndpointRouteBuilder api)
    {
        api.MapReports();
        var moderation = api.MapGroup("/moderation").WithTags("Moderation");
        moderation.MapPut("/takedowns/{kind}/{id}", Take).WithSummary("Take down a video, a comment with its answers, or a post.")
            .Refuses(AccountErrors.AccessForbidden, ModerationErrors.KindUnknown, ModerationErrors.SubjectNotFound);
        moderation.MapDelete("/takedowns/{kind}/{id}", Restore).WithSummary("Restore what was taken down.")
            .Refuses(AccountErrors.AccessForbidden, ModerationErrors.KindUnknown, ModerationErrors.NotTakenDown);
        moderation.MapPut("/bans/{userId}", Ban).WithSummary("Ban a person: their sessions end, their things are withheld.")
            .Refuses(
                AccountErrors.AccessForbidden, AccountErrors.NotFound, ModerationErrors.Yourself, ModerationErrors.OutOfReach,
                ModerationErrors.LastAdmin, ModerationErrors.BanEnded);
        moderation.MapDelete("/bans/{userId}", Lift).WithSummary("Lift a ban.")
            .Refuses(AccountErrors.AccessForbidden, AccountErrors.NotFound, ModerationErrors.NotBanned, ModerationErrors.OutOfReach);
        moderation.MapGet("/users", People).WithSummary("The people of the site, newest first.").Refuses(AccountErrors.AccessForbidden);
        moderation.MapPut("/users/{userId}/role", SetRole).WithSummary("Say whether a person is a user, a moderator or an admin.")
            .Refuses(AccountErrors.AccessForbidden, AccountErrors.NotFound, ModerationErrors.LastAdmin);
        moderation.MapGet("/audit", Audit).WithSummary("What was done for the site, by whom and why, newest first.")
            .Refuses(AccountErrors.AccessForbidden, HttpErrors.BadId("actor"));
    }

    private static async Task<ApiResult<Takedown>> Take(
        string kind, string id, Moderator moderator, TakedownRequest request, TakeDown takeDown, CancellationToken ct) =>
        await takeDown.RunAsync(Actor.Of(moderator.User), kind, IdOf(id), PlainText.Of(request.Reason), request.ByLaw, ct);

    private static async Task<ApiResult<Nothing?>> Restore(
        string kind, string id, Moderator moderator, Reversal request, RestoreSubject restore, CancellationToken ct) =>
        await restore.RunAsync(Actor.Of(moderator.User), kind, IdOf(id), PlainText.Of(request.Reason), ct) is { } error
            ? error
            : ApiResult.Done("Restored");

    private static async Task<ApiResult<Ban>> Ban(
        string userId, Moderator moderator, BanRequest request, BanUser ban, CancellationToken ct) =>
        await ban.RunAsync(Actor.Of(moderator.User), IdOf(userId), PlainText.Of(request.Reason), request.Until, ct);

    private static async Task<ApiResult<Nothing?>> Lift(
        string userId, Moderator moderator, Reversal request, LiftBan lift, CancellationToken ct) =>
        await lift.RunAsync(Actor.Of(moderator.User), IdOf(userId), PlainText.Of(request.Reason), ct) is { } error
            ? error
            : ApiResult.Done("The ban is lifted");

    private static async Task<ApiResult<Page<KnownPerson>>> People(
        Admin admin, string? query, string? role, string? banned, PageRequest page, PeopleStore people, CancellationToken ct)
    {
        if (role is not (null or Roles.User or Roles.Moderator or Roles.Admin))
            return HttpErrors.InvalidField("role", "role must be user, moderator or admin");
        if (banned is not (null or "true" or "false"))
            return HttpErrors.InvalidField("banned", "banned must be true or false");
        var words = PlainText.Of(query);
        return await people.ListAsync(new PeopleFilter(words.Length > 0 ? words : null, role, banned is null ? null : banned == "true"), page, ct);
    }

    private static async Task<ApiResult<KnownPerson>> SetRole(
        string userId, Admin admin, RoleRequest request, GrantRole grant, CancellationToken ct) =>
        await grant.RunAsync(Actor.Of(admin.User), IdOf(userId), request.Role!, PlainText.Of(request.Reason), ct);

    private static async Task<ApiResult<Page<AuditEntry>>> Audit(
        Moderator moderator, string? actor, string? action, string? subject, PageRequest page, AuditLog audit, CancellationToken ct) =>
        await audit.ListAsync(
            new AuditFilter(actor is null ? null : IdOf(actor), action is null ? null : PlainText.Of(action), subject is null ? null : IdOf(subject)), page, ct);

    private static Id IdOf(string text) =>
        Id.TryParse(text, null, out var id) ? id : throw new RequestRefusedException(HttpErrors.BadId("The id"));
}
