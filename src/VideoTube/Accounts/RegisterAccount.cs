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
    /// <summary>Judges fields that are all there; where some are not, they may still come.</summary>
    /// <exception cref="RequestRefusedException">No account can be made of them.</exception>
    public static void Judge(Registration sofar)
    {
        if (sofar is { Fullname: not null, Email: not null, Username: not null, Password: not null } && FaultsOf(sofar) is { } faulty)
            throw new RequestRefusedException(faulty);
    }

    public async Task<Result<User>> RunAsync(Registration registration, SentFile? avatar, SentFile? coverImage, Device device, CancellationToken ct)
    {
        if (FaultsOf(registration) is { } faulty)
            return faulty;
        var (username, email) = (AccountRules.Normal(registration.Username), AccountRules.Normal(registration.Email));
        if (limits.RegistrationsOfClient.Take(device.Client) is { } wait)
            return AccountErrors.TooManyRegistrations(wait);
        if (await accounts.FindTakenAsync(username, email, ct) is { } taken)
            return taken;

        var id = Id.New(time);
        MediaKey? avatarKey = avatar is null ? null : pictures.NewKey(id, PictureKind.Avatar);
        MediaKey? coverKey = coverImage is null ? null : pictures.NewKey(id, PictureKind.CoverImage);
        var isMade = false;
        try
        {
            if (avatarKey is { } a && await pictures.PutAsync(a, PictureKind.Avatar, avatar!, ct) is { } badAvatar)
                return badAvatar;
            if (coverKey is { } c && await pictures.PutAsync(c, PictureKind.CoverImage, coverImage!, ct) is { } badCover)
                return badCover;
            var hash = await hasher.HashAsync(registration.Password!, ct);
            var added = await accounts.AddAsync(
                new NewUser(id, username, email, registration.Fullname!.Trim(), hash, avatarKey?.Value, coverKey?.Value), ct);
            isMade = added.Error is null;
            return added;
        }
        finally
        {
            if (!isMade)
                await pictures.DeleteAsync(new[] { avatarKey, coverKey }.OfType<MediaKey>());
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
}
