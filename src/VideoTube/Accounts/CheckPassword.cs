using VideoTube.Accounts.Passwords;
using VideoTube.Accounts.Sessions;
using VideoTube.Http;

namespace VideoTube.Accounts;

/// <summary>Asks whether a password is right, as often as the limits allow.</summary>
internal sealed class CheckPassword(PasswordHasher hasher, AccountLimits limits)
{
    /// <summary>
    /// Null when it is right, <paramref name="wrong"/> when it is not, 429 when there was too much guessing. Takes as long
    /// for someone unknown (<paramref name="known"/> null, then named by <paramref name="name"/>).
    /// </summary>
    public async Task<ApiError?> RunAsync(KnownPassword? known, string name, string password, Device device, ApiError wrong, CancellationToken ct)
    {
        var account = known?.UserId.ToString() ?? $"unknown {name}";
        // Attempts are taken before the answer is known, so that many at once are no way around; a right one is given back.
        if (limits.LoginsOfClient.Take(device.Client) is { } clientWait)
            return AccountErrors.TooManyLogins(clientWait);
        if (limits.LoginsOfAccount.Take(account) is { } accountWait)
        {
            limits.LoginsOfClient.GiveBack(device.Client);
            return AccountErrors.TooManyLogins(accountWait);
        }

        var counts = false;
        try
        {
            if (await hasher.VerifyAsync(password, known?.Hash, ct))
                return null;
            counts = true;
            return wrong;
        }
        finally
        {
            if (!counts)
            {
                limits.LoginsOfAccount.GiveBack(account);
                limits.LoginsOfClient.GiveBack(device.Client);
            }
        }
    }
}
