using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Accounts.Sessions;

/// <summary>
/// Long-lived tokens, each good for one renewal. The next one follows from the last and the session's own times, so that
/// two tabs that renew at once are given the very same token, whichever answer a browser keeps.
/// </summary>
internal sealed class RefreshTokens(Settings settings, TimeProvider time)
{
    private readonly TokenCodec codec = new(settings.RefreshToken, time);

    public string First(Id user, Id session, DateTimeOffset issuedAt, DateTimeOffset expiresAt) =>
        Write(user, session, RandomNumberGenerator.GetBytes(32), issuedAt, expiresAt);

    public string After(string token, Id user, Id session, DateTimeOffset issuedAt, DateTimeOffset expiresAt) =>
        Write(user, session, HMACSHA256.HashData(settings.RefreshToken.Secret, Encoding.UTF8.GetBytes($"after {token}")), issuedAt, expiresAt);

    public Result<RefreshToken> Read(string token)
    {
        var read = codec.Read(token);
        return read.Value is { } claims
            && claims.ContainsKey("jti")
            && Id.TryParse(claims.GetValueOrDefault("_id") as string, null, out var user)
            && Id.TryParse(claims.GetValueOrDefault(CurrentUser.SessionClaim) as string, null, out var session)
                ? new RefreshToken(user, session)
                : AccountErrors.RefreshTokenUsed;
    }

    /// <summary>As it is kept: a stolen database signs nobody in.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private string Write(Id user, Id session, byte[] name, DateTimeOffset issuedAt, DateTimeOffset expiresAt) =>
        codec.Write(new Dictionary<string, object>
        {
            ["_id"] = user.ToString(),
            [CurrentUser.SessionClaim] = session.ToString(),
            ["jti"] = Base64Url.EncodeToString(name),
            ["iat"] = issuedAt.ToUnixTimeSeconds(),
            ["exp"] = expiresAt.ToUnixTimeSeconds(),
        });
}

internal sealed record RefreshToken(Id UserId, Id SessionId);
