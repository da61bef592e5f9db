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
        (AttemptLimit Limit, string Key)[] taken =
        [
            (limits.LoginsOfClient, device.Client), (limits.LoginsOfAccountFromClient, $"{account} {device.Client}"), (limits.LoginsOfAccount, account),
        ];
        for (var i = 0; i < taken.Length; i++)
        {
            if (taken[i].Limit.Take(taken[i].Key) is not { } wait)
                continue;
            GiveBack(taken.AsSpan(0, i));
            return AccountErrors.TooManyLogins(wait);
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
                GiveBack(taken);
        }
    }

    private static void GiveBack(ReadOnlySpan<(AttemptLimit Limit, string Key)> taken)
    {
        foreach (var (limit, key) in taken)
            limit.GiveBack(key);
    }
}
