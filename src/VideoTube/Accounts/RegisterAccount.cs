using VideoTube.Accounts.Passwords;
using VideoTube.Accounts.Pictures;
using VideoTube.Accounts.Sessions;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;

namespace VideoTube.Accounts;

internal sealed record Registration(string? Fullname, string? Email, string? Username, string? Password) : IRequestBody<Registration>;

/// <summary>Makes an account, with its pictures when they came along; nothing of it stays when it cannot be made.</summary>
internal sealed class RegisterAccount(AccountStore accounts, PictureFiles pictures, PasswordHasher hasher, AccountLimits limits, TimeProvider time)
{
    public async Task<Result<User>> RunAsync(Registration registration, FormFile? avatar, FormFile? coverImage, Device device, CancellationToken ct)
    {
        if (FaultsOf(registration) is { } faulty)
            return faulty;
        var (username, email) = (AccountRules.Normal(registration.Username), AccountRules.Normal(registration.Email));
        if (limits.RegistrationsOfClient.Take(device.Client) is { } wait)
            return AccountErrors.TooManyRegistrations(wait);
        if (await accounts.FindTakenAsync(username, email, ct) is { } taken)
            return taken;

        var id = Id.New(time);
        var kept = new List<MediaKey>();
        var isMade = false;
        try
        {
            foreach (var (kind, file) in new[] { (PictureKind.Avatar, avatar), (PictureKind.CoverImage, coverImage) })
            {
                if (file is null)
                    continue;
                var key = pictures.NewKey(id, kind);
                kept.Add(key);
                if (await pictures.PutAsync(key, kind, file, ct) is { } refused)
                    return refused;
            }

            var added = await accounts.AddAsync(
                new NewUser(
                    id, username, email, registration.Fullname!.Trim(), await hasher.HashAsync(registration.Password!, ct),
                    KeyOf(kept, PictureKind.Avatar), KeyOf(kept, PictureKind.CoverImage)), ct);
            isMade = added.Error is null;
            return added;
        }
        finally
        {
            if (!isMade)
                await pictures.DeleteAsync(kept);
        }
    }

    private static ApiError? FaultsOf(Registration registration)
    {
        var (username, email) = (AccountRules.Normal(registration.Username), AccountRules.Normal(registration.Email));
        return AccountRules.Missing(
                ("fullname", registration.Fullname), ("email", email), ("username", username), ("password", registration.Password))
            ?? AccountRules.Faulty(
                ("fullname", AccountRules.FaultOfFullname(registration.Fullname!.Trim())),
                ("email", AccountRules.FaultOfEmail(email)),
                ("username", AccountRules.FaultOfUsername(username)),
                ("password", PasswordRules.FaultOf(registration.Password!, username, email)));
    }

    private static string? KeyOf(List<MediaKey> keys, PictureKind kind) =>
        keys.Where(key => key.Value.Contains($"/{kind.FilePrefix}-")).Select(key => key.Value).FirstOrDefault();
}
