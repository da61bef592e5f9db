using VideoTube.Accounts.Sessions;
using VideoTube.Health;
using VideoTube.Http;

namespace VideoTube.OpenApi;

/// <summary>Every failure a route may answer: its own, and what all routes of its kind may.</summary>
internal static class PossibleErrors
{
    private static readonly ApiError Missing = HttpErrors.Invalid([new("field", "field is required")], onlyMissing: true);
    private static readonly ApiError Invalid = HttpErrors.InvalidField("field", "field has the wrong type");
    private static readonly ApiError TooSlow = ApiError.OfStatus(StatusCodes.Status408RequestTimeout);

    public static IEnumerable<ApiError> Of(RouteFacts route) =>
        route.Refusals.Concat(OfKind(route)).DistinctBy(error => (error.Status, error.Code));

    private static IEnumerable<ApiError> OfKind(RouteFacts route) =>
    [
        .. route.HasId || route.Query.Any(parameter => parameter.Format == "id") ? [HttpErrors.BadId("id")] : (ApiError[])[],
        .. route.NeedsSignIn ? SignInRefusal.All : [],
        .. route.NeedsSignIn && !route.IsRead ? [HttpErrors.CrossSite] : (ApiError[])[],
        .. route.Body is { } body ? OfBody(body) : [],
        .. route.Query.Count > 0 ? [Invalid] : (ApiError[])[],
        HttpErrors.Internal,
        HttpErrors.Unavailable,
        HttpErrors.Overloaded,
        .. MaintenanceGate.IsOpenAnyway(route.Path) ? (ApiError[])[] : [HttpErrors.UnderMaintenance("")],
    ];

    private static IEnumerable<ApiError> OfBody(TakenBody body) =>
    [
        HttpErrors.Unreadable("The body is not valid JSON (line 1, byte 1)"), HttpErrors.UnreadableRequest, Missing, TooSlow,
        HttpErrors.BodyTooLarge, HttpErrors.BodyType, Invalid, .. body.Files.Count > 0 ? [HttpErrors.DiskFull] : (ApiError[])[],
    ];
}
