using VideoTube.Configuration;
using VideoTube.Http;

namespace VideoTube.Accounts.Sessions;

/// <summary>Trades a refresh token for the next one and a new access token.</summary>
internal sealed partial class RenewSession(
    AccountStore accounts, SessionStore sessions, RefreshTokens refreshTokens, AccessTokens accessTokens,
    LivingSessions living, Settings settings, TimeProvider time, ILogger<RenewSession> log)
{
    public async Task<Result<SignedIn>> RunAsync(string token, Device device, CancellationToken ct)
    {
        if (refreshTokens.Read(token).Value is not { } old)
            return AccountErrors.RefreshTokenUsed;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()); // as the database keeps it
        var expiresAt = now + settings.RefreshToken.Lifetime;
        var next = refreshTokens.After(token, old.UserId, old.SessionId, now, expiresAt);
        var renewal = await sessions.RenewAsync(
            old.SessionId, old.UserId, RefreshTokens.HashOf(token), RefreshTokens.HashOf(next), device, now, expiresAt, ct);
        if (renewal is null)
        {
            living.Ended(old.SessionId);
            Refused(old.SessionId.ToString());
            return AccountErrors.RefreshTokenUsed;
        }

        if (await accounts.FindAsync(old.UserId, ct) is not { } user)
            return AccountErrors.RefreshTokenUsed;
        if (renewal.RotatedAt != now)
            next = refreshTokens.After(token, old.UserId, old.SessionId, renewal.RotatedAt, renewal.ExpiresAt);
        return new SignedIn(user, accessTokens.Issue(user, old.SessionId), next);
    }

    [LoggerMessage(EventId = 1100, Level = LogLevel.Warning, Message = "A refresh token of session {Session} was not the current one; the session is over")]
    private partial void Refused(string session);
}
