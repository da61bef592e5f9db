using Microsoft.AspNetCore.Routing.Template;

namespace VideoTube.Http;

/// <summary>HEAD wherever GET is, and OPTIONS on every route: 204 with <c>Allow</c> (RFC 9110 sections 9.3.2, 9.3.7); 405 tells the same.</summary>
internal static class AnyMethod
{
    public static void UseHeadAndOptions(this WebApplication app)
    {
        var routes = new Lazy<List<Route>>(() => ListRoutes(app));
        app.Use(async (http, next) =>
        {
            // Kestrel keeps the method it read, and so still sends no body.
            if (HttpMethods.IsHead(http.Request.Method))
            {
                http.Request.Method = HttpMethods.Get;
                http.Features.Set(new HeadAsked());
            }
            else if (HttpMethods.IsOptions(http.Request.Method) && !IsPreflight(http.Request) && MethodsOf(routes.Value, http.Request.Path) is { Count: > 0 } methods)
            {
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                http.Response.Headers.Allow = string.Join(", ", methods);
                http.Response.Headers.CacheControl = "no-store";
                return;
            }

            await next(http);
            // The framework names the methods that routes were mapped with, not what is answered here.
            if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false })
                http.Response.Headers.Allow = string.Join(", ", MethodsOf(routes.Value, http.Request.Path));
        });
    }

    /// <summary>Whether the client sent HEAD: what is costly to send, or defined for GET alone, is then left out.</summary>
    public static bool AsksForHead(HttpRequest request) =>
        HttpMethods.IsHead(request.Method) || request.HttpContext.Features.Get<HeadAsked>() is not null;

    /// <summary>A browser asking for another site's page; CORS answers it (Fetch standard, "CORS-preflight request").</summary>
    private static bool IsPreflight(HttpRequest request) =>
        request.Headers.Origin.Count > 0 && request.Headers.AccessControlRequestMethod.Count > 0;

    private static SortedSet<string> MethodsOf(List<Route> routes, PathString path)
    {
        var methods = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var route in routes.Where(route => route.Pattern.TryMatch(path, [])))
            methods.UnionWith(route.Methods);
        if (methods.Contains(HttpMethods.Get))
            methods.Add(HttpMethods.Head);
        if (methods.Count > 0)
            methods.Add(HttpMethods.Options);
        return methods;
    }

    private static List<Route> ListRoutes(IEndpointRouteBuilder app) =>
    [
        .. from endpoint in app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
           where methods is { Count: > 0 }
           select new Route(new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []), methods),
    ];

    private sealed record HeadAsked;

    private sealed record Route(TemplateMatcher Pattern, IReadOnlyList<string> Methods);
}
