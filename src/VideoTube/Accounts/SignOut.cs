using VideoTube.Accounts.Sessions;
using VideoTube.Data;

namespace VideoTube.Accounts;

/// <summary>Ends a session of one's own, this one or another browser's.</summary>
internal sealed class SignOut(SessionStore sessions, LivingSessions living)
{
    /// <summary>False when it is not theirs or has ended before.</summary>
    public async Task<bool> RunAsync(Id session, Id user, CancellationToken ct)
    {
        if (!await sessions.EndAsync(session, user, ct))
            return false;
        living.Ended(session);
        return true;
    }
}
