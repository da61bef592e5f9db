using VideoTube.Data;

namespace VideoTube.Memberships;

/// <summary>What the acts about memberships read and write, as part of their transactions.</summary>
internal static class MembershipChangeStore
{
    /// <summary>Takes the code until the transaction ends: of two who have its last use, the second sees none left.</summary>
    public static Task<KnownCode?> HoldCodeAsync(Session session, string hash) => session.FindAsync<KnownCode>(
        "UPDATE membership_codes SET uses_left = uses_left WHERE code_hash = @hash RETURNING id, channel_id, days, uses_left, expires_at", new { hash });

    public static Task SpendAsync(Session session, Id code) =>
        session.ExecuteAsync("UPDATE membership_codes SET uses_left = uses_left - 1 WHERE id = @code", new { code });

    /// <summary>Null when there is no membership.</summary>
    public static Task<KnownEnd?> FindEndAsync(Session session, Id channel, Id person) => session.FindAsync<KnownEnd>(
        "SELECT expires_at FROM memberships WHERE channel_id = @channel AND user_id = @person", new { channel, person });

    /// <summary>Whether there is such a person, whom nobody has banned.</summary>
    public static async Task<bool> IsPersonAsync(Session session, Id person) =>
        await session.FindAsync<string>("SELECT id FROM users WHERE id = @person AND banned_at IS NULL", new { person }) is not null;

    /// <param name="name">Id, username, or an e-mail address whose owner has confirmed it, in lower case.</param>
    public static async Task<Id?> FindPersonAsync(Session session, string name)
    {
        var column = name.Contains('@') ? "email_verified = TRUE AND email" : Id.TryParse(name, null, out _) ? "id" : "username";
        var found = await session.FindAsync<string>($"SELECT id FROM users WHERE {column} = @name", new { name });
        return found is null ? null : Id.Parse(found);
    }

    /// <summary>False when the message was taken before; one sent twice at once waits here for the first.</summary>
    public static async Task<bool> NoteEventAsync(Session session, Id channel, string id, DateTimeOffset now) => await session.ExecuteAsync("""
        INSERT INTO membership_events (channel_id, event_id, created_at) VALUES (@channel, @id, @now) ON CONFLICT DO NOTHING
        """, new { channel, id, now }) == 1;

    /// <summary>Exactly as given, longer or shorter than before.</summary>
    public static Task SetAsync(Session session, NewEnd end) => PutAsync(session, end, "excluded.expires_at");

    /// <summary>At least so long: a longer one stays as long as it is.</summary>
    public static Task LengthenAsync(Session session, NewEnd end) => PutAsync(session, end, """
        CASE WHEN memberships.expires_at IS NULL OR excluded.expires_at IS NULL THEN NULL
            WHEN memberships.expires_at > excluded.expires_at THEN memberships.expires_at
            ELSE excluded.expires_at END
        """);

    /// <summary>False when there was none.</summary>
    public static async Task<bool> RemoveAsync(Session session, Id channel, Id person) =>
        await session.ExecuteAsync("DELETE FROM memberships WHERE channel_id = @channel AND user_id = @person", new { channel, person }) == 1;

    private static Task PutAsync(Session session, NewEnd end, string longer) => session.ExecuteAsync($"""
        INSERT INTO memberships (channel_id, user_id, source, expires_at, created_at)
        VALUES (@Channel, @Person, @Source, @ExpiresAt, @Now)
        ON CONFLICT (channel_id, user_id) DO UPDATE SET source = excluded.source, expires_at = {longer}
        """, end);
}

/// <param name="ExpiresAt">Null: until it is revoked.</param>
internal sealed record NewEnd(Id Channel, Id Person, string Source, DateTimeOffset? ExpiresAt, DateTimeOffset Now);

internal sealed record KnownCode
{
    public Id Id { get; init; }
    public Id ChannelId { get; init; }
    public int? Days { get; init; }
    public long UsesLeft { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed record KnownEnd
{
    public DateTimeOffset? ExpiresAt { get; init; }
}
