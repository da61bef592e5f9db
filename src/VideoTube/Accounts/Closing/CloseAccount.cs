using VideoTube.Accounts.Sessions;
using VideoTube.Http;

namespace VideoTube.Accounts.Closing;

internal sealed record AccountClosing(string? Password) : IRequestBody<AccountClosing>;

/// <summary>
/// Ends an account. One transaction closes it, and that is what is waited for: from then on nobody is signed in to it, nobody
/// meets what was theirs, and its names are free. All of it is removed after that, by <see cref="RemoveClosedAccounts"/>.
/// </summary>
internal sealed class CloseAccount(AccountStore accounts, ClosedAccountStore closed, CheckPassword check, ClosingWorker worker)
{
    /// <summary>Null when it is closed.</summary>
    public async Task<ApiError?> RunAsync(AccountClosing request, CurrentUser user, Device device, CancellationToken ct)
    {
        if (AccountRules.Missing(("password", request.Password)) is { } missing)
            return missing;
        if (await accounts.FindPasswordAsync(user.Id, ct) is not { } known)
            return AccountErrors.NotFound;
        if (await check.RunAsync(known, known.Username, request.Password!, device, AccountErrors.WrongPassword, ct) is { } refused)
            return refused;
        if (await closed.CloseAsync(known, ct) is { } standing)
            return standing;
        worker.Wake();
        return null;
    }
}
