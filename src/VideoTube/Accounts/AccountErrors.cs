using VideoTube.Http;

namespace VideoTube.Accounts;

internal static class AccountErrors
{
    public static readonly ApiError WrongEmailOrPassword = new(401, "login.wrong", "Invalid email or password");
    public static readonly ApiError WrongUsernameOrPassword = new(401, "login.wrong", "Invalid credentials");
    public static readonly ApiError EmailAndPassword = new(400, "login.missing", "Email and password are required");
    public static readonly ApiError UsernameAndPassword = new(400, "login.missing", "Username and password are required");

    public static readonly ApiError InvalidToken = new(401, "auth.invalid_token", "Invalid credentials");
    public static readonly ApiError ExpiredToken = new(401, "auth.expired_token", "Invalid credentials");
    public static readonly ApiError EndedSession = new(401, "auth.session_ended", "Invalid credentials");
    public static readonly ApiError RefreshTokenUsed = new(401, "auth.refresh_token", "Refresh token is expired or used");

    public static readonly ApiError AccessForbidden = new(403, "auth.forbidden", "Access forbidden");

    public static readonly ApiError NotFound = new(404, "user.not_found", "User not found");
    public static readonly ApiError SessionNotFound = new(404, "session.not_found", "There is no such session of yours");
    public static readonly ApiError NothingToChange = new(400, "body.missing", "fullname, email or username is required");

    public static readonly ApiError WrongOldPassword = new(400, "password.wrong", "The old password is not right")
    {
        Errors = [new("oldPassword", "The old password is not right")],
    };

    public static readonly ApiError WrongPassword = new(400, "password.wrong", "The password is not right")
    {
        Errors = [new("password", "The password is not right")],
    };

    public static readonly ApiError PasswordNeeded =
        HttpErrors.InvalidField("password", "Changing the e-mail address needs your password");

    public static readonly ApiError LastAdmin = new(409, "user.last_admin", "A site needs an admin: make somebody else one before you delete this account");

    /// <summary>Also for a token that never was: nobody can tell it from one that is gone.</summary>
    public static readonly ApiError TokenUsedOrExpired = new(410, "token.used_or_expired", "This link was used already, or is too old. Please ask for a new one.");

    /// <param name="until">When it ends by itself; null when it does not.</param>
    public static ApiError Banned(string reason, DateTimeOffset? until) =>
        new(403, "user.banned", until is { } end
            ? $"This account is banned until {end.UtcDateTime:d MMMM yyyy HH:mm} UTC: {reason}"
            : $"This account is banned: {reason}");

    public static ApiError TooManyLogins(int seconds) =>
        new(429, "login.too_many", "Too many attempts to sign in. Please wait and try again.") { RetryAfter = seconds };

    public static ApiError TooManyExports(int seconds) =>
        new(429, "export.too_many", "You have taken several copies of your data. Please wait before you take another.") { RetryAfter = seconds };

    public static ApiError RenamedOften(int seconds) =>
        new(429, "user.renamed_often", "You have changed your username too often. Please wait before you change it again.") { RetryAfter = seconds };

    public static ApiError TooManyRegistrations(int seconds) =>
        new(429, "register.too_many", "Too many accounts were made from here. Please wait and try again.") { RetryAfter = seconds };

    public static ApiError Taken(string field) =>
        new(409, $"user.{field}_taken", $"This {field} is taken") { Errors = [new(field, $"This {field} is taken")] };
}
