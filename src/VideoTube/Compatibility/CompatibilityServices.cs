using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using VideoTube.Configuration;
using VideoTube.Http;
using VideoTube.OpenApi;

namespace VideoTube.Compatibility;

/// <summary>
/// <c>COMPATIBILITY=videotube</c>: what front-ends written for the original backend find different here. All of it is in
/// this folder; without the setting none of it is there.
/// </summary>
internal static class CompatibilityServices
{
    public static void AddCompatibility(this IServiceCollection services, Settings settings)
    {
        if (!settings.Compatible)
            return;
        services.PostConfigure<JsonOptions>(options =>
            options.SerializerOptions.TypeInfoResolver = options.SerializerOptions.TypeInfoResolver!.WithAddedModifier(AlsoNamed.Add));
        services.PostConfigure<OpenApiOptions>(ApiDocument.Name, options => options.AddSchemaTransformer(AlsoNamed.Describe));
    }

    /// <summary>Before everything that looks at the address.</summary>
    public static void UseCompatibility(this WebApplication app, Settings settings)
    {
        if (!settings.Compatible)
            return;
        app.MapAccountWithPictures();
        app.Use((http, next) =>
        {
            var request = http.Request;
            AnyPage.Allow(request);
            request.Path = AlsoAt.Lead(request.Path.Value!);
            if (request.Path == "/api/v1/users/update-account")
                request.Path = AccountWithPictures.Path;
            return next(http);
        });
    }
}
