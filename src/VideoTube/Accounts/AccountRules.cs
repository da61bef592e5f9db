using System.Collections.Frozen;
using System.Text.RegularExpressions;
using VideoTube.Accounts.ByMail;
using VideoTube.Http;

namespace VideoTube.Accounts;

/// <summary>How names are written and which are taken; each rule says what is wrong, or null.</summary>
internal static partial class AccountRules
{
    private const int MaxFullname = 100;
    private const int MaxEmail = 254; // RFC 5321 section 4.5.3.1.3, less the angle brackets

    // Names that a visitor could take for the site itself.
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal,
        "admin", "administrator", "root", "system", "moderator", "support", "help", "staff", "official", "security",
        "videotube", "abuse", "postmaster", "webmaster", "hostmaster", "noreply", "no-reply", "anonymous", "null",
        "undefined", "api", "www", "mail", "login", "logout", "register", "settings", "account", "dashboard", "studio",
        "me", "you", "everyone", "all");

    public static string Normal(string? name) => name?.Trim().ToLowerInvariant() ?? "";

    public static string? FaultOfUsername(string username)
    {
        if (!UsernamePattern().IsMatch(username))
            return "The username must have 3 to 30 letters a-z, digits, dots, dashes or underscores, and begin and end with a letter or digit";
        return Reserved.Contains(username) ? "This username is reserved" : null;
    }

    public static string? FaultOfEmail(string email) =>
        email.Length <= MaxEmail && EmailPattern().IsMatch(email) ? null : "Invalid email format";

    public static string? FaultOfFullname(string fullname) =>
        fullname.Length > MaxFullname ? $"The full name must not have more than {MaxFullname} characters"
        : fullname.Any(char.IsControl) ? "The full name must be one line of text"
        : null;

    /// <summary>The 400 for fields that are missing or blank, or null when none is.</summary>
    public static ApiError? Missing(params (string Field, string? Value)[] fields)
    {
        var missing = fields.Where(field => string.IsNullOrWhiteSpace(field.Value)).Select(field => new FieldError(field.Field, $"{field.Field} is required")).ToList();
        return missing.Count == 0 ? null : HttpErrors.Invalid(missing, onlyMissing: true);
    }

    /// <summary>The 422 for fields with a fault, or null when none has.</summary>
    public static ApiError? Faulty(params (string Field, string? Fault)[] fields)
    {
        var faults = fields.Where(field => field.Fault is not null).Select(field => new FieldError(field.Field, field.Fault!)).ToList();
        return faults.Count == 0 ? null : HttpErrors.Invalid(faults, onlyMissing: false);
    }

    /// <summary>The 422 for what no mailed token looks like, or null.</summary>
    public static ApiError? FaultyToken(string token) =>
        Faulty(("token", MailedTokens.IsShaped(token) ? null : "This is not a whole link; copy all of it"));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{1,28}[a-z0-9]\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex UsernamePattern();

    // Deliverability is for a mail to find out; this keeps out what no mail server would take.
    [GeneratedRegex(
        @"^[^\s@<>()\[\],;:\\""\p{C}]{1,64}@([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex EmailPattern();
}
