using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

/// <summary>Lets a person in again; all of theirs comes back but what was taken down by itself.</summary>
internal sealed class LiftBan(Database database, Withholding withholding, AuditLog audit, TimeProvider time)
{
    /// <summary>Null when it is lifted.</summary>
    public async Task<ApiError?> RunAsync(Actor actor, Id person, string reason, CancellationToken ct)
    {
        var error = await database.WriteAsync(async session =>
        {
            var people = await HeldPeople.HoldAsync(session, actor, person);
            if (people.Fault(actor, adminsOnly: false) is { } fault)
                return fault;
            if (people.Subject!.BannedAt is null)
                return ModerationErrors.NotBanned;
            if (Roles.Moderates(people.Subject.Role) && people.By is not (null or { Role: Roles.Admin }))
                return ModerationErrors.OutOfReach;
            await StandingStore.LiftBanAsync(session, person, time.GetUtcNow());
            await audit.WriteAsync(session, actor, "user.unban", "user", person, reason);
            return null;
        }, ct);
        if (error is null)
            await withholding.SettlePersonAsync(person, CancellationToken.None);
        return error;
    }

    /// <summary>Lifts a ban whose time has come, if it still has when it is written.</summary>
    public async Task EndAsync(Id person, CancellationToken ct)
    {
        var isEnded = await database.WriteAsync(async session =>
        {
            if (!await StandingStore.EndBanAsync(session, person, time.GetUtcNow()))
                return false;
            await audit.WriteAsync(session, Actor.Expiry, "user.unban", "user", person, "It ran out");
            return true;
        }, ct);
        if (isEnded)
            await withholding.SettlePersonAsync(person, CancellationToken.None);
    }
}
