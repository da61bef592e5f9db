using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using VideoTube.Accounts;
using VideoTube.Http;

namespace VideoTube.OpenApi;

/// <summary>What a mapped route says of itself: by its handler, and by the words it was mapped with.</summary>
internal sealed class RouteFacts(ApiDescription route)
{
    private readonly IReadOnlyList<object> metadata = [.. route.ActionDescriptor.EndpointMetadata];

    public string Path => $"/{route.RelativePath}";

    public bool IsRead => route.HttpMethod is "GET" or "HEAD";

    public MethodInfo? Handler => Last<MethodInfo>();

    public bool NeedsSignIn => Last<IAuthorizeData>() is not null || Takes<CurrentUser>() || Takes<Moderator>() || Takes<Admin>();

    /// <summary>Open to all, with more for those who are signed in.</summary>
    public bool KnowsSignIn => Takes<Visitor>();

    public IReadOnlyList<QueryParameter> Query => [.. All<QueryRead>().SelectMany(read => read.Parameters)];

    /// <summary>What the route was mapped with stands over what its handler takes.</summary>
    public TakenBody? Body => Last<TakenBody>();

    /// <summary>What its envelope holds; null when it sends something else.</summary>
    public Type? Data => Last<GivenData>()?.Type;

    public IReadOnlyList<string> SentTypes => Last<GivenTypes>()?.Types ?? [];

    public IReadOnlyList<int> Successes => All<GivenStatuses>().SelectMany(given => given.Statuses).Distinct().ToList() is { Count: > 0 } said ? said : [StatusCodes.Status200OK];

    public IReadOnlyList<ApiError> Refusals => [.. All<Refusals>().SelectMany(refusals => refusals.Errors)];

    /// <summary>Whether something in the path is an id, by its name.</summary>
    public bool HasId => Path.StartsWith("/api/", StringComparison.Ordinal) && route.ParameterDescriptions.Any(parameter => IsId(parameter.Name));

    public static bool IsId(string name) => name is "id" || name.EndsWith("Id", StringComparison.Ordinal);

    private bool Takes<T>() => Handler?.GetParameters().Any(parameter => parameter.ParameterType == typeof(T)) == true;

    private T? Last<T>() where T : class => metadata.OfType<T>().LastOrDefault();

    private IEnumerable<T> All<T>() => metadata.OfType<T>();
}
