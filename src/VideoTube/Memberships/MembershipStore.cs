using VideoTube.Data;

namespace VideoTube.Memberships;

internal sealed class MembershipStore(Database database, TimeProvider time)
{
    public async Task<bool> IsMemberAsync(Id channel, Id person, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<string>("""
            SELECT source FROM memberships
            WHERE channel_id = @channel AND user_id = @person AND (expires_at IS NULL OR expires_at > @now)
            """, new { channel, person, now = time.GetUtcNow() }) is not null;
    }
}
