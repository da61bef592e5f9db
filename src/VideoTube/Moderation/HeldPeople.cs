using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Moderation;

/// <summary>
/// Whoever acts and whom they act on, held until the transaction ends: of two who ban or demote each other at once, the
/// second no longer may.
/// </summary>
internal sealed record HeldPeople(Standing? By, Standing? Subject)
{
    public static async Task<HeldPeople> HoldAsync(Session session, Actor actor, Id subject)
    {
        var held = new Dictionary<Id, Standing>();
        // Always in the same order, so that two acts never wait for each other.
        foreach (var id in new[] { actor.Id, subject }.OfType<Id>().Distinct().Order())
            if (await StandingStore.HoldAsync(session, id) is { } standing)
                held[id] = standing;
        return new HeldPeople(actor.Id is { } by ? held.GetValueOrDefault(by) : null, held.GetValueOrDefault(subject));
    }

    /// <summary>What stands against the act; null when nothing does.</summary>
    public ApiError? Fault(Actor actor, bool adminsOnly) =>
        actor.Id is not null && (By is not { BannedAt: null } || !(adminsOnly ? By.Role == Roles.Admin : Roles.Moderates(By.Role))) ? AccountErrors.AccessForbidden
        : Subject is null ? AccountErrors.NotFound
        : null;

    /// <summary>Whether an admin who can sign in remains without this person.</summary>
    /// <remarks>All admins are held: two who leave at once would each see the other stay.</remarks>
    public static async Task<bool> IsAdminLeftWithoutAsync(Session session, Id person) =>
        await StandingStore.CountOtherAdminsAsync(session, person) > 0;
}

internal sealed record Standing
{
    public string Username { get; init; } = "";
    public string Role { get; init; } = Roles.User;
    public DateTimeOffset? BannedAt { get; init; }
}
