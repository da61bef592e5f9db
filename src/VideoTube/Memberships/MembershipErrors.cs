using VideoTube.Http;

namespace VideoTube.Memberships;

internal static class MembershipErrors
{
    public static readonly ApiError NotFound = new(404, "membership.not_found", "There is no such membership");
    public static readonly ApiError Yourself = new(400, "membership.yourself", "This is your own channel: you see all of it");

    public static readonly ApiError CodeNotFound = new(404, "membership.code_not_found", "There is no such code")
    {
        Errors = [new("code", "There is no such code. Look whether all of it is there.")],
    };

    public static readonly ApiError CodeSpent = new(410, "membership.code_spent", "This code has been used up or has run out")
    {
        Errors = [new("code", "This code has been used up or has run out")],
    };

    public static readonly ApiError CodeEnded = HttpErrors.InvalidField("expiresAt", "expiresAt must lie in the future");

    public static readonly ApiError NoHook = new(404, "membership.no_hook", "This channel takes no messages of a payment service");
    public static readonly ApiError NotSigned = new(401, "membership.not_signed", "The signature is missing or not right");
    public static readonly ApiError SignedLongAgo = new(401, "membership.signed_long_ago", "The message was signed more than five minutes from now");
    public static readonly ApiError UserUnknown = HttpErrors.InvalidField("user", "Nobody here has this id, username or e-mail address");

    public static ApiError TooManyCodes(int seconds) =>
        new(429, "membership.too_many_codes", "Too many codes were tried. Please wait and try again.") { RetryAfter = seconds };

    public static ApiError TooManyUnknown(int seconds) =>
        new(429, "membership.too_many_unknown", "Too many messages were about people who are not known here. Please wait.") { RetryAfter = seconds };
}
