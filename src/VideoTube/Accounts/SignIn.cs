using VideoTube.Accounts.Passwords;
using VideoTube.Accounts.Sessions;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Accounts;

internal sealed record Login(string? Email, string? Username, string? Password) : IRequestBody<Login>;

/// <summary>Who has signed in, and the tokens that show it.</summary>
internal sealed record SignedIn(User User, string AccessToken, string RefreshToken) : ICarriesToken
{
    string ICarriesToken.Token => AccessToken;
}

/// <summary>Begins a session for whoever knows the password. Someone unknown and a wrong password look the same.</summary>
internal sealed class SignIn(
    AccountStore accounts, SessionStore sessions, CheckPassword check, PasswordHasher hasher,
    AccessTokens accessTokens, RefreshTokens refreshTokens, Settings settings, TimeProvider time)
{
    public async Task<Result<SignedIn>> RunAsync(Login login, Device device, CancellationToken ct)
    {
        // Front-ends with one input send either thing under either name.
        var byEmail = !string.IsNullOrWhiteSpace(login.Email) || string.IsNullOrWhiteSpace(login.Username);
        var name = AccountRules.Normal(byEmail ? login.Email : login.Username);
        if (name.Length == 0 || string.IsNullOrEmpty(login.Password))
            return byEmail ? AccountErrors.EmailAndPassword : AccountErrors.UsernameAndPassword;

        var known = await accounts.FindPasswordAsync(email: name.Contains('@') ? name : null, username: name, ct);
        var wrong = byEmail ? AccountErrors.WrongEmailOrPassword : AccountErrors.WrongUsernameOrPassword;
        if (await check.RunAsync(known, name, login.Password, device, wrong, ct) is { } error)
            return error;
        if (Bcrypt.CostOf(known!.Hash) != PasswordHasher.Cost)
            await accounts.UpgradeHashAsync(known.UserId, known.Hash, await hasher.HashAsync(login.Password, ct), ct);
        return await BeginSessionAsync(known.UserId, device, ct);
    }

    /// <summary>For someone who has just shown by other means who they are.</summary>
    public async Task<Result<SignedIn>> BeginSessionAsync(Id userId, Device device, CancellationToken ct)
    {
        if (await accounts.FindAsync(userId, ct) is not { } user)
            return AccountErrors.NotFound;
        if (await accounts.FindBanAsync(userId, ct) is { } ban)
            return AccountErrors.Banned(ban.Reason, ban.Until);
        var now = time.GetUtcNow();
        var session = Id.New(time);
        var expiresAt = now + settings.RefreshToken.Lifetime;
        var refreshToken = refreshTokens.First(user.Id, session, now, expiresAt);
        await sessions.AddAsync(session, user.Id, RefreshTokens.HashOf(refreshToken), device, expiresAt, ct);
        return new SignedIn(user, accessTokens.Issue(user, session), refreshToken);
    }
}
