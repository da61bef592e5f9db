using VideoTube.Accounts.Passwords;
using VideoTube.Accounts.Sessions;
using VideoTube.Http;

namespace VideoTube.Accounts;

internal sealed record PasswordChange(string? OldPassword, string? NewPassword) : IRequestBody<PasswordChange>;

/// <summary>Sets a new password for whoever knows the old one, and ends their sessions everywhere else.</summary>
internal sealed class ChangePassword(AccountStore accounts, CheckPassword check, PasswordHasher hasher, LivingSessions living)
{
    /// <summary>Null when it is done.</summary>
    public async Task<ApiError?> RunAsync(PasswordChange change, CurrentUser user, Device device, CancellationToken ct)
    {
        if (AccountRules.Missing(("oldPassword", change.OldPassword), ("newPassword", change.NewPassword)) is { } missing)
            return missing;
        if (await accounts.FindPasswordAsync(user.Id, ct) is not { } known)
            return AccountErrors.NotFound;
        if (AccountRules.Faulty(("newPassword", PasswordRules.FaultOf(change.NewPassword!, known.Username, known.Email))) is { } faulty)
            return faulty;
        if (await check.RunAsync(known, known.Username, change.OldPassword!, device, AccountErrors.WrongOldPassword, ct) is { } refused)
            return refused;
        if (await accounts.ChangePasswordAsync(known, await hasher.HashAsync(change.NewPassword!, ct), user.SessionId, ct) is not { } ended)
            return AccountErrors.WrongOldPassword;
        foreach (var session in ended)
            living.Ended(session);
        return null;
    }
}
