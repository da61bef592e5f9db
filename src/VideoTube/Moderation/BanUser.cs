using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using VideoTube.Accounts;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

/// <param name="Reason">Told to the person when they try to sign in.</param>
/// <param name="Until">When it ends by itself; null: when it is lifted.</param>
internal sealed record BanRequest(
    [property: Required, StringLength(500, MinimumLength = 1)] string? Reason, DateTimeOffset? Until) : IRequestBody<BanRequest>;

/// <summary>Keeps a person out: their sessions end at once, and everything of theirs is withheld.</summary>
internal sealed class BanUser(Database database, Withholding withholding, LivingSessions living, AuditLog audit, TimeProvider time)
{
    public async Task<Result<Ban>> RunAsync(Actor actor, Id person, string reason, DateTimeOffset? until, CancellationToken ct)
    {
        if (until <= time.GetUtcNow())
            return ModerationErrors.BanEnded;
        var result = await database.WriteAsync(session => BanAsync(session, actor, person, reason, until), ct);
        // The ban stands: what this does not get done, the sweep goes on with.
        if (result.Error is null)
            await withholding.SettlePersonAsync(person, CancellationToken.None);
        return result;
    }

    private async Task<Result<Ban>> BanAsync(Session session, Actor actor, Id person, string reason, DateTimeOffset? until)
    {
        if (actor.Id == person)
            return ModerationErrors.Yourself;
        var people = await HeldPeople.HoldAsync(session, actor, person);
        if (people.Fault(actor, adminsOnly: false) is { } fault)
            return fault;
        if (Roles.Moderates(people.Subject!.Role) && people.By is not (null or { Role: Roles.Admin }))
            return ModerationErrors.OutOfReach;
        if (people.Subject.Role == Roles.Admin && !await HeldPeople.IsAdminLeftWithoutAsync(session, person))
            return ModerationErrors.LastAdmin;

        var now = time.GetUtcNow();
        var ban = await StandingStore.BanAsync(session, person, reason, until, now);
        var ended = await StandingStore.EndSessionsAsync(session, person);
        await ReportStore.UpholdAsync(session, SubjectKind.Channel, person, reason, now);
        await audit.WriteAsync(session, actor, "user.ban", "user", person, reason);
        session.AfterCommit(() =>
        {
            foreach (var one in ended)
                living.Ended(one);
        });
        return ban;
    }
}

internal sealed record Ban
{
    [JsonPropertyName("user")]
    public required Id UserId { get; init; }
    public required string Username { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself; null: when it is lifted.</summary>
    public DateTimeOffset? Until { get; init; }
}
