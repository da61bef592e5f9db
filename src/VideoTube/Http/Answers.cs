namespace VideoTube.Http;

/// <summary>
/// What a route may answer, told once, where the route is mapped; the OpenAPI document is written from it. What every
/// route of its kind may answer (400 for an id's shape, 401, 413, 415, 500, 503) is understood.
/// </summary>
internal static class Answers
{
    /// <summary>Succeeds with these statuses; 200 where nothing is said.</summary>
    public static RouteHandlerBuilder Gives(this RouteHandlerBuilder route, params int[] statuses) =>
        route.WithMetadata(new GivenStatuses(statuses));

    /// <summary>Sends these media types, where it is not the envelope that it sends.</summary>
    public static RouteHandlerBuilder Sends(this RouteHandlerBuilder route, params string[] types) =>
        route.WithMetadata(new GivenTypes(types));

    /// <summary>Fails with these, of its own catalogue.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ApiError[] errors) =>
        route.WithMetadata(new Refusals(errors));
}

/// <summary>What the envelope holds; <see cref="Nothing"/> for no data.</summary>
internal sealed record GivenData(Type Type);

internal sealed record GivenTypes(IReadOnlyList<string> Types);

internal sealed record GivenStatuses(IReadOnlyList<int> Statuses);

internal sealed record Refusals(IReadOnlyList<ApiError> Errors);
