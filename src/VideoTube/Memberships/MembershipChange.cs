using VideoTube.Data;
using VideoTube.Playback;

namespace VideoTube.Memberships;

/// <summary>The statements that begin, lengthen and end a membership, inside the act that wants it.</summary>
internal sealed class MembershipChange(MediaAccess access, TimeProvider time)
{
    /// <summary>How long a membership of so many days from now lasts; null days: until it is revoked.</summary>
    public DateTimeOffset? EndAfter(int? days) => days is { } count ? time.GetUtcNow().AddDays(count) : null;

    /// <summary>Exactly as its channel says, longer or shorter than before.</summary>
    public Task SetAsync(Session session, Id channel, Id person, DateTimeOffset? expiresAt) =>
        PutAsync(session, channel, person, "hand", expiresAt, "excluded.expires_at");

    /// <summary>At least so long: a longer one stays as long as it is.</summary>
    public Task LengthenAsync(Session session, Id channel, Id person, string source, DateTimeOffset? expiresAt) =>
        PutAsync(session, channel, person, source, expiresAt, """
            CASE WHEN memberships.expires_at IS NULL OR excluded.expires_at IS NULL THEN NULL
                WHEN memberships.expires_at > excluded.expires_at THEN memberships.expires_at
                ELSE excluded.expires_at END
            """);

    /// <summary>False when there was none.</summary>
    public async Task<bool> EndAsync(Session session, Id channel, Id person)
    {
        session.AfterCommit(() => access.ForgetMember(channel, person));
        return await session.ExecuteAsync("DELETE FROM memberships WHERE channel_id = @channel AND user_id = @person", new { channel, person }) > 0;
    }

    private async Task PutAsync(Session session, Id channel, Id person, string source, DateTimeOffset? expiresAt, string longer)
    {
        session.AfterCommit(() => access.ForgetMember(channel, person));
        await session.ExecuteAsync($"""
            INSERT INTO memberships (channel_id, user_id, source, expires_at, created_at)
            VALUES (@channel, @person, @source, @expiresAt, @now)
            ON CONFLICT (channel_id, user_id) DO UPDATE SET source = excluded.source, expires_at = {longer}
            """, new { channel, person, source, expiresAt, now = time.GetUtcNow() });
    }
}
