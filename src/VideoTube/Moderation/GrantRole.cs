using System.ComponentModel.DataAnnotations;
using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

internal sealed record RoleRequest(
    [property: Required, AllowedValues(Roles.User, Roles.Moderator, Roles.Admin, ErrorMessage = "role must be user, moderator or admin")] string? Role,
    [property: StringLength(500)] string? Reason) : IRequestBody<RoleRequest>;

/// <summary>Says what somebody may do; it holds for their next request.</summary>
internal sealed class GrantRole(Database database, PeopleStore people, LivingSessions living, AuditLog audit)
{
    /// <param name="role">One of <see cref="Roles"/>.</param>
    public async Task<Result<KnownPerson>> RunAsync(Actor actor, Id person, string role, string reason, CancellationToken ct)
    {
        var error = await database.WriteAsync(async session =>
        {
            var held = await HeldPeople.HoldAsync(session, actor, person);
            if (held.Fault(actor, adminsOnly: true) is { } fault)
                return fault;
            var before = held.Subject!.Role;
            if (before == role)
                return null;
            if (before == Roles.Admin && !await HeldPeople.IsAdminLeftWithoutAsync(session, person))
                return ModerationErrors.LastAdmin;
            await StandingStore.SetRoleAsync(session, person, role);
            await audit.WriteAsync(session, actor, "user.role", "user", person, $"{before} → {role}{(reason.Length > 0 ? $": {reason}" : "")}");
            var sessions = await StandingStore.ListSessionsAsync(session, person);
            session.AfterCommit(() => living.Changed(sessions));
            return null;
        }, ct);
        return error is not null ? error : await people.FindAsync(person, CancellationToken.None) is { } known ? known : AccountErrors.NotFound;
    }
}
