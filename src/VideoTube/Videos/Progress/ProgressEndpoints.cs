using System.Text.Json.Serialization;
using VideoTube.Accounts;
using VideoTube.Http;

namespace VideoTube.Videos.Progress;

internal static class ProgressEndpoints
{
    public static void MapProgress(this IEndpointRouteBuilder api) =>
        api.MapGet("/videos/{id}/events", Watch).WithTags("Videos")
            .WithSummary("How far a video is, or an upload of one's own on its way, as server-sent events named progress, until it is ready or has failed; 204 to a client that comes back after that")
            .Sends(EventStream.MediaType)
            .Gives(200, 204)
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.MembersOnly("ada")]);

    public static void AddProgress(this IServiceCollection services)
    {
        services.AddSingleton<ProgressStore>();
    }

    private static async Task<IResult> Watch(
        string id, HttpContext http, Visitor visitor, ProgressStore store, ProgressSignals signals, TimeProvider time,
        IHostApplicationLifetime site, CancellationToken ct)
    {
        var video = VideoEndpoints.IdOf(id);
        var found = await store.FindAsync(video, visitor, ct);
        if (found.Value is not { } progress)
            return (ApiResult<Nothing?>)found.Error!;
        // Browsers come back by themselves whenever a stream ends; this tells them not to (HTML standard, section 9.2.3).
        if (progress.IsOver && http.Request.Headers["Last-Event-ID"] == $"{progress.Status}-{progress.Progress}")
            return TypedResults.NoContent();
        return new ProgressStream(video, visitor, progress, store, signals, time, site.ApplicationStopping);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VideoProgress))]
internal sealed partial class ProgressJson : JsonSerializerContext;
