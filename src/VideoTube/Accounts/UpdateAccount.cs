using VideoTube.Http;

namespace VideoTube.Accounts;

internal sealed record AccountChange(string? Fullname, string? Email) : IRequestBody<AccountChange>;

/// <summary>Changes one's name or e-mail address; what is not sent stays.</summary>
internal sealed class UpdateAccount(AccountStore accounts)
{
    public async Task<Result<User>> RunAsync(AccountChange change, CurrentUser user, CancellationToken ct)
    {
        if (change is { Fullname: null, Email: null })
            return AccountErrors.NothingToChange;
        var (fullname, email) = (change.Fullname?.Trim(), change.Email is null ? null : AccountRules.Normal(change.Email));
        if (AccountRules.Missing(("fullname", fullname ?? "unchanged"), ("email", email ?? "unchanged")) is { } missing)
            return missing;
        if (AccountRules.Faulty(
                ("fullname", fullname is null ? null : AccountRules.FaultOfFullname(fullname)),
                ("email", email is null ? null : AccountRules.FaultOfEmail(email))) is { } faulty)
            return faulty;
        return await accounts.UpdateAsync(user.Id, fullname, email, ct);
    }
}
