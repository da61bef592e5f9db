using VideoTube.Http;

namespace VideoTube.Accounts;

internal sealed record AccountChange(string? Fullname, string? Email, string? Username) : IRequestBody<AccountChange>;

/// <summary>Changes one's name, e-mail address or username; what is not sent stays.</summary>
internal sealed class UpdateAccount(AccountStore accounts)
{
    public async Task<Result<User>> RunAsync(AccountChange change, CurrentUser user, CancellationToken ct)
    {
        if (change is { Fullname: null, Email: null, Username: null })
            return AccountErrors.NothingToChange;
        var fullname = change.Fullname?.Trim();
        var (email, username) = (change.Email is null ? null : AccountRules.Normal(change.Email), change.Username is null ? null : AccountRules.Normal(change.Username));
        if (AccountRules.Missing(("fullname", fullname ?? "unchanged"), ("email", email ?? "unchanged"), ("username", username ?? "unchanged")) is { } missing)
            return missing;
        if (AccountRules.Faulty(
                ("fullname", fullname is null ? null : AccountRules.FaultOfFullname(fullname)),
                ("email", email is null ? null : AccountRules.FaultOfEmail(email)),
                ("username", username is null ? null : AccountRules.FaultOfUsername(username))) is { } faulty)
            return faulty;
        return await accounts.UpdateAsync(user.Id, fullname, email, username, ct);
    }
}
