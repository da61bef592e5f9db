using VideoTube.Data;

namespace VideoTube.Moderation;

/// <summary>What somebody is to the site: their role, their ban, their sessions and password. All as part of a transaction.</summary>
internal static class StandingStore
{
    private const string LiftedSql =
        "UPDATE users SET banned_at = NULL, ban_reason = NULL, banned_until = NULL, settle_since = @now WHERE id = @person";

    /// <summary>Takes the row until the transaction ends; null when there is nobody.</summary>
    public static Task<Standing?> HoldAsync(Session session, Id person) =>
        session.FindAsync<Standing>("UPDATE users SET role = role WHERE id = @person RETURNING username, role, banned_at", new { person });

    /// <summary>Takes the rows of all admins, then says how many of them but this one may sign in.</summary>
    public static async Task<long> CountOtherAdminsAsync(Session session, Id person)
    {
        await session.ExecuteAsync("UPDATE users SET role = role WHERE role = 'admin'");
        return await session.GetAsync<long>("SELECT COUNT(*) FROM users WHERE role = 'admin' AND banned_at IS NULL AND id <> @person", new { person });
    }

    public static Task SetRoleAsync(Session session, Id person, string role) =>
        session.ExecuteAsync("UPDATE users SET role = @role WHERE id = @person", new { person, role });

    /// <summary>Links to set another, which were mailed before, are of no use from then on.</summary>
    public static async Task SetPasswordAsync(Session session, Id person, string hash, DateTimeOffset now)
    {
        await session.ExecuteAsync("UPDATE users SET password_hash = @hash, updated_at = @now WHERE id = @person", new { person, hash, now });
        await session.ExecuteAsync("DELETE FROM mailed_tokens WHERE user_id = @person AND purpose = 'reset'", new { person });
    }

    /// <summary>One who is banned stays so since when they were; reason and end are the new ones.</summary>
    public static Task<Ban> BanAsync(Session session, Id person, string reason, DateTimeOffset? until, DateTimeOffset now) => session.GetAsync<Ban>("""
        UPDATE users SET banned_at = COALESCE(banned_at, @now), ban_reason = @reason, banned_until = @until, settle_since = @now
        WHERE id = @person RETURNING id AS user_id, username, ban_reason AS reason, banned_at AS created_at, banned_until AS until
        """, new { person, reason, until, now });

    public static Task LiftBanAsync(Session session, Id person, DateTimeOffset now) =>
        session.ExecuteAsync(LiftedSql, new { person, now });

    /// <summary>False when it has not run out: it was extended or lifted meanwhile.</summary>
    public static async Task<bool> EndBanAsync(Session session, Id person, DateTimeOffset now) =>
        await session.ExecuteAsync($"{LiftedSql} AND banned_until <= @now", new { person, now }) == 1;

    /// <summary>Whose ban has run out.</summary>
    public static Task<IReadOnlyList<Id>> ListEndedBansAsync(Session read, DateTimeOffset now) =>
        read.ListAsync<Id>("SELECT id FROM users WHERE banned_until IS NOT NULL AND banned_until <= @now", new { now });

    public static Task<IReadOnlyList<Id>> ListSessionsAsync(Session session, Id person) =>
        session.ListAsync<Id>("SELECT id FROM sessions WHERE user_id = @person", new { person });

    /// <summary>Gives the sessions that are no more.</summary>
    public static Task<IReadOnlyList<Id>> EndSessionsAsync(Session session, Id person) =>
        session.ListAsync<Id>("DELETE FROM sessions WHERE user_id = @person RETURNING id", new { person });
}
