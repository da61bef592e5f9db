using System.Collections.Concurrent;
using System.Security.Claims;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Accounts.Sessions;

/// <summary>Short-lived tokens that say who asks. Not stored; their session is.</summary>
internal sealed class AccessTokens(Settings settings, TimeProvider time)
{
    public const string Scheme = "token";

    // A browser sends the same token all day: its signature and JSON are read once.
    private const int MaxRemembered = 10_000;

    private readonly TokenCodec codec = new(settings.AccessToken, time);
    private readonly ConcurrentDictionary<string, AccessToken> remembered = new(StringComparer.Ordinal);

    public string Issue(User user, Id session)
    {
        var now = time.GetUtcNow();
        return codec.Write(new Dictionary<string, object>
        {
            ["_id"] = user.Id.ToString(),
            ["email"] = user.Email,
            ["username"] = user.Username,
            ["fullname"] = user.Fullname,
            [CurrentUser.SessionClaim] = session.ToString(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + settings.AccessToken.Lifetime).ToUnixTimeSeconds(),
        });
    }

    public Result<AccessToken> Read(string token)
    {
        if (remembered.TryGetValue(token, out var known))
            return known.ExpiresAt > time.GetUtcNow() ? known : AccountErrors.ExpiredToken;
        var read = codec.Read(token);
        if (read.Error is { } error)
            return error;
        if (Parse(read.Value!) is not { } fresh)
            return AccountErrors.InvalidToken;
        if (remembered.Count >= MaxRemembered)
            remembered.Clear();
        remembered[token] = fresh;
        return fresh;
    }

    private static AccessToken? Parse(Dictionary<string, object> claims) =>
        Id.TryParse(claims.GetValueOrDefault("_id") as string, null, out var user)
        && Id.TryParse(claims.GetValueOrDefault(CurrentUser.SessionClaim) as string, null, out var session)
        && claims.GetValueOrDefault("username") is string username
        && claims.GetValueOrDefault("exp") is long expires
            ? new AccessToken(user, session, DateTimeOffset.FromUnixTimeSeconds(expires), PrincipalOf(user, username, session))
            : null;

    private static ClaimsPrincipal PrincipalOf(Id user, string username, Id session) =>
        new(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.ToString()),
                new Claim(ClaimTypes.Name, username),
                new Claim(CurrentUser.SessionClaim, session.ToString()),
            ], Scheme));
}

internal sealed record AccessToken(Id UserId, Id SessionId, DateTimeOffset ExpiresAt, ClaimsPrincipal Principal)
{
    /// <summary>Its holder in the role they have now. A token lives for a day: no role is written into it.</summary>
    public ClaimsPrincipal As(string role) =>
        role == Roles.User ? Principal : new(new ClaimsIdentity(Principal.Identity, [new Claim(ClaimTypes.Role, role)]));
}
