using Microsoft.AspNetCore.WebUtilities;

namespace VideoTube.Http;

/// <summary>An expected failure as a client sees it. Features list theirs in <c>XErrors</c>; codes are stable.</summary>
internal sealed record ApiError(int Status, string Code, string Message)
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Seconds a client should wait before it tries again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>A status with nothing more to say: its standard phrase, or S1's words where they exist.</summary>
    public static ApiError OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => HttpErrors.SignInNeeded,
        StatusCodes.Status403Forbidden => HttpErrors.Forbidden,
        StatusCodes.Status413PayloadTooLarge => HttpErrors.BodyTooLarge,
        StatusCodes.Status500InternalServerError => HttpErrors.Internal,
        StatusCodes.Status503ServiceUnavailable => HttpErrors.Unavailable,
        _ => new(status, $"http.{status}", ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Something went wrong"),
    };
}

/// <param name="Field">The field's name as the client sent it.</param>
internal sealed record FieldError(string Field, string Message);

/// <summary>Failures that belong to no feature.</summary>
internal static class HttpErrors
{
    public static readonly ApiError SignInNeeded = new(401, "auth.required", "Please sign in to do this");
    public static readonly ApiError Forbidden = new(403, "auth.forbidden", "You do not have permission to access this resource");
    public static readonly ApiError CrossSite = new(403, "auth.cross_site", "Access forbidden: this site does not take changes sent from another one");
    public static readonly ApiError BodyTooLarge = new(413, "body.too_large", "The body is larger than is taken here");
    public static readonly ApiError BodyType = new(415, "body.type", "Send JSON, a form, or multipart form data");
    public static readonly ApiError Internal = new(500, "internal", "Internal server error. Please try again later.");
    public static readonly ApiError Unavailable = new(503, "unavailable", "Service is temporarily unavailable") { RetryAfter = 5 };
    public static readonly ApiError Overloaded = new(503, "overloaded", "Service is temporarily unavailable: too much at once") { RetryAfter = 1 };
    public static readonly ApiError DiskFull = new(507, "storage.full", "There is no room left for this here");

    public static readonly ApiError UnreadableRequest = new(400, "request.unreadable", "The request cannot be read");

    /// <param name="words">What the site's keeper wrote; empty for the usual ones.</param>
    public static ApiError UnderMaintenance(string words) =>
        new(503, "maintenance", words.Length == 0 ? Unavailable.Message : words) { RetryAfter = 60 };

    public static readonly ApiError ForeignCursor = InvalidField("cursor", "cursor is not one that this list gave");

    public static ApiError Unreadable(string what) => new(400, "body.unreadable", what);

    public static ApiError BadId(string name) => new(400, "id.shape", $"{name} must be 24 hex digits");

    /// <summary>400 when only something is missing, 422 when what is there is wrong.</summary>
    public static ApiError Invalid(IReadOnlyList<FieldError> errors, bool onlyMissing) =>
        new(onlyMissing ? 400 : 422, onlyMissing ? "body.missing" : "body.invalid", errors[0].Message) { Errors = errors };

    public static ApiError InvalidField(string field, string message) => Invalid([new(field, message)], onlyMissing: false);
}

/// <summary>Ends a request with an expected failure where no value can be returned: while its parameters are read.</summary>
internal sealed class RequestRefusedException(ApiError error, Exception? cause = null) : Exception(error.Message, cause)
{
    public ApiError Error { get; } = error;
}
