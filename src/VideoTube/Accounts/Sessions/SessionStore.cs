using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using VideoTube.Accounts.Export;
using VideoTube.Data;

namespace VideoTube.Accounts.Sessions;

internal sealed class SessionStore(Database database, TimeProvider time) : ISweep, IExported
{
    /// <summary>Browsers one person may be signed in with; the one not seen for longest makes room.</summary>
    public const int MaxPerUser = 50;

    // Two tabs wake up at once and both renew; the slower one is no thief.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    string ISweep.What => "expired sessions";

    string IExported.Name => "sessions";

    IReadOnlyList<string> IExported.Tables => ["sessions"];

    public Task AddAsync(Id id, Id userId, string refreshHash, Device device, DateTimeOffset expiresAt, CancellationToken ct) =>
        database.WriteAsync(async write =>
        {
            await write.ExecuteAsync(
                """
                INSERT INTO sessions (id, user_id, refresh_hash, rotated_at, user_agent, address, created_at, last_seen_at, expires_at)
                VALUES (@id, @userId, @refreshHash, @now, @UserAgent, @Address, @now, @now, @expiresAt)
                """,
                new { id, userId, refreshHash, device.UserAgent, device.Address, now = time.GetUtcNow(), expiresAt });
            await write.ExecuteAsync(
                """
                DELETE FROM sessions WHERE user_id = @userId AND id <> @id AND id NOT IN
                    (SELECT id FROM sessions WHERE user_id = @userId ORDER BY last_seen_at DESC, id DESC LIMIT @MaxPerUser)
                """,
                new { id, userId, MaxPerUser });
        }, ct);

    /// <summary>
    /// Replaces a session's refresh token. Gives the session's times, the new ones or, inside the grace, those of the
    /// renewal just before; null when the token is no longer good: then, if the session lives, it ends here.
    /// </summary>
    public Task<Renewal?> RenewAsync(Id id, Id userId, string hash, string nextHash, Device device, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken ct) =>
        database.WriteAsync<Renewal?>(async write =>
        {
            var renewed = await write.ExecuteAsync(
                """
                UPDATE sessions SET previous_hash = refresh_hash, refresh_hash = @nextHash, rotated_at = @now, last_seen_at = @now,
                    expires_at = @expiresAt, user_agent = @UserAgent, address = @Address
                WHERE id = @id AND user_id = @userId AND refresh_hash = @hash AND expires_at > @now
                """,
                new { id, userId, hash, nextHash, now, expiresAt, device.UserAgent, device.Address });
            if (renewed == 1)
                return new Renewal { RotatedAt = now, ExpiresAt = expiresAt };
            var before = await write.FindAsync<Renewal>(
                "SELECT rotated_at, expires_at FROM sessions WHERE id = @id AND user_id = @userId AND previous_hash = @hash AND rotated_at >= @graceStart",
                new { id, userId, hash, graceStart = now - Grace });
            if (before is null)
                await write.ExecuteAsync("DELETE FROM sessions WHERE id = @id AND user_id = @userId", new { id, userId });
            return before;
        }, ct);

    /// <summary>A living session of somebody who is not banned; null when there is none.</summary>
    public async Task<LivingSession?> FindAsync(Id id, Id userId, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<LivingSession>(
            """
            SELECT s.last_seen_at, u.role FROM sessions s JOIN users u ON u.id = s.user_id
            WHERE s.id = @id AND s.user_id = @userId AND s.expires_at > @now AND u.banned_at IS NULL
            """,
            new { id, userId, now = time.GetUtcNow() });
    }

    public Task SeeAsync(Id id, CancellationToken ct) =>
        database.ExecuteAsync("UPDATE sessions SET last_seen_at = @now WHERE id = @id", new { id, now = time.GetUtcNow() }, ct);

    /// <summary>Living sessions, the one seen last first.</summary>
    public async Task<IReadOnlyList<UserSession>> ListAsync(Id userId, Id current, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        var sessions = await read.ListAsync<UserSession>(
            """
            SELECT id, user_agent AS device, address, created_at, last_seen_at
            FROM sessions WHERE user_id = @userId AND expires_at > @now ORDER BY last_seen_at DESC, id DESC
            """,
            new { userId, now = time.GetUtcNow() });
        return [.. sessions.Select(session => session with { IsCurrent = session.Id == current })];
    }

    public async Task<bool> EndAsync(Id id, Id userId, CancellationToken ct) =>
        await database.ExecuteAsync("DELETE FROM sessions WHERE id = @id AND user_id = @userId", new { id, userId }, ct) > 0;

    Task<int> ISweep.RunAsync(CancellationToken ct) =>
        database.ExecuteAsync("DELETE FROM sessions WHERE expires_at <= @now", new { now = time.GetUtcNow() }, ct);

    async IAsyncEnumerable<object> IExported.ListAsync(Id user, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var session in await ListAsync(user, current: default, ct))
            yield return session;
    }
}

internal sealed record LivingSession
{
    public DateTimeOffset LastSeenAt { get; init; }

    /// <summary>Of its person.</summary>
    public string Role { get; init; } = Roles.User;
}

internal sealed record Renewal
{
    public DateTimeOffset RotatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A browser that is signed in.</summary>
public sealed record UserSession
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }

    /// <summary>Its User-Agent.</summary>
    public required string Device { get; init; }
    public required string Address { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The one that asks.</summary>
    public bool IsCurrent { get; init; }
}
