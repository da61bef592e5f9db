using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Mail;

namespace VideoTube.Accounts.ByMail;

internal sealed record EmailToken(string? Token) : IRequestBody<EmailToken>;

/// <summary>Notes that somebody reads the address of their account, and has them asked for it.</summary>
internal sealed class VerifyEmail(Database database, MailedTokens tokens, AccountStore accounts, Outbox outbox, AccountLimits limits)
{
    /// <summary>Null when it is done.</summary>
    public async Task<ApiError?> RunAsync(EmailToken request, CancellationToken ct)
    {
        if (AccountRules.Missing(("token", request.Token)) is { } missing)
            return missing;
        if (AccountRules.FaultyToken(request.Token!) is { } shapeless)
            return shapeless;
        return await tokens.FindAsync(MailedTokens.Verify, request.Token!, ct) is { } holder
            && await accounts.VerifyEmailAsync(holder, request.Token!, ct)
                ? null
                : AccountErrors.TokenUsedOrExpired;
    }

    /// <summary>Null when a mail is on its way, or none is needed any more.</summary>
    public async Task<ApiError?> SendAsync(CurrentUser user, CancellationToken ct)
    {
        if (await accounts.FindAsync(user.Id, ct) is not { } account)
            return AccountErrors.NotFound;
        if (account.EmailVerified)
            return null;
        if (limits.VerificationsOfAccount.Take(user.Id.ToString()) is { } wait)
            return MailErrors.TooMany(wait);
        await database.WriteAsync(session => outbox.AddAsync(session, MailedTokens.Verify, account.Email), ct);
        return null;
    }
}
