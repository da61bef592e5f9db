using Microsoft.Extensions.DependencyInjection.Extensions;
using VideoTube.Media.Images;
using VideoTube.Media.Posters;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;

namespace VideoTube.Configuration;

/// <summary>ffmpeg and ffprobe, as the settings shut them in.</summary>
internal static class MediaServices
{
    public static void AddMedia(this IServiceCollection services, Settings settings)
    {
        var standard = new MediaOptions();
        services.TryAddSingleton(standard with
        {
            Sandbox = settings.Sandbox,
            Limits = standard.Limits with { MaxDuration = settings.VideoMaxDuration },
        });
        // Made when first needed: a site that only serves pages needs no ffmpeg to start.
        services.TryAddSingleton(provider =>
            MediaRunners.CreateAsync(provider.GetRequiredService<MediaOptions>(), CancellationToken.None).GetAwaiter().GetResult());
        services.TryAddSingleton<MediaProbe>();
        services.TryAddSingleton<ImageEncoder>();
        services.TryAddSingleton<PosterMaker>();
    }
}
