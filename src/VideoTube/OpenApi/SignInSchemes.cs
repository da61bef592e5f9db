using Microsoft.OpenApi;
using VideoTube.Accounts.Sessions;

namespace VideoTube.OpenApi;

/// <summary>The two ways to be signed in, and which routes ask for one of them.</summary>
internal static class SignInSchemes
{
    private const string Cookie = "cookie", Bearer = "bearer";

    public static void Declare(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Cookie, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SessionCookies.Access,
            Description = "Set by a login. A write that comes with it needs an Origin that is the site's own or in CORS_ORIGIN.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "The accessToken of a login.",
        });
    }

    public static IList<OpenApiSecurityRequirement> Of(RouteFacts route, OpenApiDocument document) =>
        route.NeedsSignIn ? [Need(Cookie, document), Need(Bearer, document)]
        : route.KnowsSignIn ? [[], Need(Cookie, document), Need(Bearer, document)]
        : [];

    private static OpenApiSecurityRequirement Need(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
