using System.Collections.Concurrent;
using VideoTube.Data;

namespace VideoTube.Accounts.Sessions;

/// <summary>
/// Whether a session still lives and in which role, remembered for a few seconds: an access token whose session ended
/// here stops working at once, one whose session ended on another node within <see cref="Fresh"/>; roles and bans alike.
/// </summary>
internal sealed class LivingSessions(SessionStore sessions, TimeProvider time)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private const int MaxRemembered = 50_000;
    private static readonly TimeSpan SeenAgain = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Id, Sight> remembered = new();
    private int changes;

    /// <summary>The role of whoever holds this token; null when its session has ended.</summary>
    public ValueTask<string?> FindRoleAsync(AccessToken token, CancellationToken ct) =>
        remembered.TryGetValue(token.SessionId, out var sight) && (sight.Role is null || time.GetUtcNow() - sight.At < Fresh)
            ? ValueTask.FromResult(sight.Role)
            : new ValueTask<string?>(LookAsync(token, ct));

    /// <summary>To be told of every session that ends.</summary>
    public void Ended(Id session) => remembered[session] = new Sight(Role: null, time.GetUtcNow());

    /// <summary>To be told of the sessions of somebody whose role changed.</summary>
    public void Changed(IEnumerable<Id> ofSessions)
    {
        Interlocked.Increment(ref changes);
        foreach (var session in ofSessions)
            remembered.TryRemove(session, out _);
    }

    private async Task<string?> LookAsync(AccessToken token, CancellationToken ct)
    {
        var (now, before) = (time.GetUtcNow(), Volatile.Read(ref changes));
        var session = await sessions.FindAsync(token.SessionId, token.UserId, ct);
        if (now - session?.LastSeenAt > SeenAgain)
            await sessions.SeeAsync(token.SessionId, ct);
        // A role may have changed while the database answered: what was read is then not kept.
        if (Volatile.Read(ref changes) != before)
            return remembered.TryGetValue(token.SessionId, out var known) && known.Role is null ? null : session?.Role;
        if (remembered.Count >= MaxRemembered)
            remembered.Clear();
        // It may have ended while the database answered: an end stays.
        var fresh = new Sight(session?.Role, now);
        return remembered.AddOrUpdate(token.SessionId, fresh, (_, earlier) => earlier.Role is null ? earlier : fresh).Role;
    }

    /// <param name="Role">Null when the session has ended.</param>
    private readonly record struct Sight(string? Role, DateTimeOffset At);
}
