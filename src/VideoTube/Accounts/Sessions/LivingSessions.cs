using System.Collections.Concurrent;
using VideoTube.Data;

namespace VideoTube.Accounts.Sessions;

/// <summary>
/// Whether a session still lives, remembered for a few seconds: an access token whose session ended here stops working at
/// once, one whose session ended on another node within <see cref="Fresh"/>.
/// </summary>
internal sealed class LivingSessions(SessionStore sessions, TimeProvider time)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private const int MaxRemembered = 50_000;
    private static readonly TimeSpan SeenAgain = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Id, Sight> remembered = new();

    /// <summary>Told of every session that ends in this process: what was opened in it closes.</summary>
    public Action<Id>? WhenEnded { get; set; }

    public ValueTask<bool> IsAliveAsync(AccessToken token, CancellationToken ct) => IsAliveAsync(token.SessionId, token.UserId, ct);

    public ValueTask<bool> IsAliveAsync(Id session, Id user, CancellationToken ct) =>
        remembered.TryGetValue(session, out var sight) && (sight.Ended || time.GetUtcNow() - sight.At < Fresh)
            ? ValueTask.FromResult(!sight.Ended)
            : new ValueTask<bool>(LookAsync(session, user, ct));

    /// <summary>To be told of every session that ends.</summary>
    public void Ended(Id session)
    {
        remembered[session] = new Sight(Ended: true, time.GetUtcNow());
        WhenEnded?.Invoke(session);
    }

    private async Task<bool> LookAsync(Id session, Id user, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var lastSeen = await sessions.FindLastSeenAsync(session, user, ct);
        if (now - lastSeen > SeenAgain)
            await sessions.SeeAsync(session, ct);
        if (remembered.Count >= MaxRemembered)
            remembered.Clear();
        // It may have ended while the database answered: an end stays.
        var sight = remembered.AddOrUpdate(
            session, new Sight(lastSeen is null, now), (_, earlier) => earlier.Ended ? earlier : new Sight(lastSeen is null, now));
        return !sight.Ended;
    }

    private readonly record struct Sight(bool Ended, DateTimeOffset At);
}
