namespace VideoTube.Http;

/// <summary>
/// What a route takes as its body, where its handler's parameters do not tell: a route that reads its form itself. Told
/// once, where the route is mapped; the OpenAPI document is written from it.
/// </summary>
internal static class Bodies
{
    /// <summary>The fields of <typeparamref name="TFields"/> as JSON, urlencoded, or multipart, which may bring the files too.</summary>
    public static RouteHandlerBuilder Takes<TFields>(this RouteHandlerBuilder route, params FilePart[] files) where TFields : IRequestFields =>
        route.WithMetadata(new TakenBody(typeof(TFields), files));

    /// <summary>A multipart form alone, with the files and the fields of <typeparamref name="TFields"/>.</summary>
    public static RouteHandlerBuilder TakesForm<TFields>(this RouteHandlerBuilder route, params FilePart[] files) where TFields : IRequestFields =>
        route.WithMetadata(new TakenBody(typeof(TFields), files) { IsFormOnly = true });

    /// <summary>A multipart form alone, with the files.</summary>
    public static RouteHandlerBuilder TakesForm(this RouteHandlerBuilder route, params FilePart[] files) =>
        route.WithMetadata(new TakenBody(Fields: null, files) { IsFormOnly = true });

    /// <summary>Bytes of one of these types, as they are.</summary>
    public static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder route, params string[] types) =>
        route.WithMetadata(new TakenBody(Fields: null, []) { RawTypes = types });
}

/// <param name="Fields">The record whose fields the body holds; null when it holds none.</param>
internal sealed record TakenBody(Type? Fields, IReadOnlyList<FilePart> Files)
{
    public bool IsFormOnly { get; init; }

    /// <summary>Media types of a body that is no form and no JSON.</summary>
    public IReadOnlyList<string> RawTypes { get; init; } = [];
}

/// <summary>A file in a multipart form.</summary>
internal sealed record FilePart(string Name, string About)
{
    public bool IsRequired { get; init; }
}
