using VideoTube.Accounts.Sessions;
using VideoTube.Http;

namespace VideoTube.Accounts;

/// <param name="Password">The present one; asked for where the address becomes another.</param>
internal sealed record AccountChange(string? Fullname, string? Email, string? Username, string? Password) : IRequestBody<AccountChange>;

/// <summary>Changes one's name, e-mail address or username; what is not sent stays.</summary>
internal sealed class UpdateAccount(AccountStore accounts, CheckPassword check)
{
    /// <param name="asksForPassword">Whether another address needs the password: whoever has it can choose a new password by mail.</param>
    public async Task<Result<User>> RunAsync(AccountChange change, CurrentUser user, Device device, CancellationToken ct, bool asksForPassword = true)
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
        if (email is not null && asksForPassword)
        {
            if (await accounts.FindPasswordAsync(user.Id, ct) is not { } known)
                return AccountErrors.NotFound;
            if (email == known.Email)
                email = null; // not written, so that it cannot undo what another request changes meanwhile
            else if (await WhyNotAsync(change.Password, known, device, ct) is { } refused)
                return refused;
        }

        return await accounts.UpdateAsync(user.Id, fullname, email, username, ct);
    }

    private async Task<ApiError?> WhyNotAsync(string? password, KnownPassword known, Device device, CancellationToken ct) =>
        string.IsNullOrEmpty(password)
            ? AccountErrors.PasswordNeeded
            : await check.RunAsync(known, known.Username, password, device, AccountErrors.WrongPassword, ct);
}
