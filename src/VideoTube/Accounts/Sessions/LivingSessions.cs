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

    public ValueTask<bool> IsAliveAsync(AccessToken token, CancellationToken ct) =>
        remembered.TryGetValue(token.SessionId, out var sight) && (sight.Ended || time.GetUtcNow() - sight.At < Fresh)
            ? ValueTask.FromResult(!sight.Ended)
            : new ValueTask<bool>(LookAsync(token, ct));

    /// <summary>To be told of every session that ends.</summary>
    public void Ended(Id session) => remembered[session] = new Sight(Ended: true, time.GetUtcNow());

    private async Task<bool> LookAsync(AccessToken token, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var lastSeen = await sessions.FindLastSeenAsync(token.SessionId, token.UserId, ct);
        if (now - lastSeen > SeenAgain)
            await sessions.SeeAsync(token.SessionId, ct);
        if (remembered.Count >= MaxRemembered)
            remembered.Clear();
        // It may have ended while the database answered: an end stays.
        var sight = remembered.AddOrUpdate(
            token.SessionId, new Sight(lastSeen is null, now), (_, earlier) => earlier.Ended ? earlier : new Sight(lastSeen is null, now));
        return !sight.Ended;
    }

    private readonly record struct Sight(bool Ended, DateTimeOffset At);
}
