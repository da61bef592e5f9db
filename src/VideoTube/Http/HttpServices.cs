using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.HttpOverrides;
using VideoTube.Configuration;

namespace VideoTube.Http;

internal static class HttpServices
{
    public static void AddHttp(this IServiceCollection services, Settings settings)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            var serializer = options.SerializerOptions;
            serializer.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            serializer.PropertyNameCaseInsensitive = true;
            serializer.NumberHandling = JsonNumberHandling.AllowReadingFromString; // forms send text
            serializer.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // sent as JSON with nosniff, never inside HTML
            serializer.Converters.Add(new TimeJson());
        });
        services.AddJson(HttpJson.Default);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var network in settings.TrustedProxies)
                options.KnownIPNetworks.Add(network);
        });
        services.AddSingleton<ListPages>();
        services.AddOrigins(settings);
    }

    /// <summary>The records that a feature takes and sends.</summary>
    public static void AddJson(this IServiceCollection services, IJsonTypeInfoResolver records) =>
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(records));

    /// <summary>What every request passes, outermost first.</summary>
    public static void UseHttp(this WebApplication app, Settings settings, string? mediaOrigin)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders(mediaOrigin);
        app.UseServerTiming();
        app.UseMiddleware<ErrorHandling>();
        app.UseOrigins(settings);
        app.UseOldAddresses();
        app.UseHeadAndOptions();
    }
}

[JsonSerializable(typeof(Nothing))]
internal sealed partial class HttpJson : JsonSerializerContext;
