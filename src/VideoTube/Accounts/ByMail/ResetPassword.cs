using VideoTube.Accounts.Passwords;
using VideoTube.Accounts.Sessions;
using VideoTube.Http;

namespace VideoTube.Accounts.ByMail;

internal sealed record PasswordReset(string? Token, string? Password) : IRequestBody<PasswordReset>;

/// <summary>Sets a new password for whoever brings the token that was mailed, and ends all sessions.</summary>
internal sealed class ResetPassword(MailedTokens tokens, AccountStore accounts, PasswordHasher hasher, LivingSessions living)
{
    /// <summary>Null when it is done.</summary>
    public async Task<ApiError?> RunAsync(PasswordReset reset, CancellationToken ct)
    {
        if (AccountRules.Missing(("token", reset.Token), ("password", reset.Password)) is { } missing)
            return missing;
        if (AccountRules.FaultyToken(reset.Token!) is { } shapeless)
            return shapeless;
        if (await tokens.FindAsync(MailedTokens.Reset, reset.Token!, ct) is not { } holder)
            return AccountErrors.TokenUsedOrExpired;
        if (AccountRules.Faulty(("password", PasswordRules.FaultOf(reset.Password!, holder.Username, holder.Email))) is { } faulty)
            return faulty;
        if (await accounts.ResetPasswordAsync(holder, reset.Token!, await hasher.HashAsync(reset.Password!, ct), ct) is not { } ended)
            return AccountErrors.TokenUsedOrExpired;
        foreach (var session in ended)
            living.Ended(session);
        return null;
    }
}
