using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Mail;

namespace VideoTube.Accounts.ByMail;

internal sealed record PasswordForgotten(string? Email) : IRequestBody<PasswordForgotten>;

/// <summary>
/// Has a link for a new password mailed. Does the same whether or not an account has the address: that is looked up
/// when the mail is sent.
/// </summary>
internal sealed class ForgotPassword(Database database, Outbox outbox, AccountLimits limits)
{
    /// <summary>Null when it is done.</summary>
    public async Task<ApiError?> RunAsync(PasswordForgotten request, Device device, CancellationToken ct)
    {
        var email = AccountRules.Normal(request.Email);
        if (AccountRules.Missing(("email", email)) is { } missing)
            return missing;
        if (AccountRules.Faulty(("email", AccountRules.FaultOfEmail(email))) is { } faulty)
            return faulty;
        if ((limits.MailsOfClient.Take(device.Client) ?? limits.ResetsOfAddress.Take(email)) is { } wait)
            return MailErrors.TooMany(wait);
        await database.WriteAsync(session => outbox.AddAsync(session, MailedTokens.Reset, email), ct);
        return null;
    }
}
