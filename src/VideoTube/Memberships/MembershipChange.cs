using VideoTube.Data;
using VideoTube.Playback;

namespace VideoTube.Memberships;

/// <summary>Begins, lengthens and ends a membership, inside the act that wants it.</summary>
internal sealed class MembershipChange(MediaAccess access, TimeProvider time)
{
    /// <summary>How long a membership of so many days from now lasts; null days: until it is revoked.</summary>
    public DateTimeOffset? EndAfter(int? days) => days is { } count ? time.GetUtcNow().AddDays(count) : null;

    /// <summary>Exactly as its channel says, longer or shorter than before.</summary>
    public Task SetAsync(Session session, Id channel, Id person, DateTimeOffset? expiresAt)
    {
        session.AfterCommit(() => access.ForgetMember(channel, person));
        return MembershipChangeStore.SetAsync(session, new NewEnd(channel, person, "hand", expiresAt, time.GetUtcNow()));
    }

    /// <summary>At least so long: a longer one stays as long as it is.</summary>
    public Task LengthenAsync(Session session, Id channel, Id person, string source, DateTimeOffset? expiresAt)
    {
        session.AfterCommit(() => access.ForgetMember(channel, person));
        return MembershipChangeStore.LengthenAsync(session, new NewEnd(channel, person, source, expiresAt, time.GetUtcNow()));
    }

    /// <summary>False when there was none.</summary>
    public Task<bool> EndAsync(Session session, Id channel, Id person)
    {
        session.AfterCommit(() => access.ForgetMember(channel, person));
        return MembershipChangeStore.RemoveAsync(session, channel, person);
    }
}
