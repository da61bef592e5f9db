using VideoTube.Configuration;
using VideoTube.Media.Images;
using VideoTube.Media.Posters;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;
using VideoTube.Media.Storyboards;

namespace VideoTube.Processing;

internal static class MediaServices
{
    public static void AddMedia(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(new MediaOptions
        {
            Sandbox = settings.Sandbox,
            Owner = LeaseOwner.Current.ToString(),
            Limits = new MediaLimits { MaxDuration = settings.VideoMaxDuration },
        });
        services.AddSingleton<CheckedMediaRunner>();
        services.AddSingleton<IMediaRunner>(provider => provider.GetRequiredService<CheckedMediaRunner>());
        services.AddSingleton<MediaProbe>();
        services.AddSingleton<ImageEncoder>();
        services.AddSingleton<PosterMaker>();
        services.AddSingleton<PosterPreview>();
        services.AddSingleton<StoryboardMaker>();
    }

    /// <summary>Makes sure that media work can be done here, before anything is promised.</summary>
    /// <exception cref="MediaSetupException">Something is missing; the message says what to install or to set.</exception>
    public static async Task CheckMediaAsync(this IServiceProvider services)
    {
        var options = services.GetRequiredService<MediaOptions>();
        await services.GetRequiredService<CheckedMediaRunner>().CheckAsync();
        if (options.Sandbox == SandboxMode.Limits)
            services.GetRequiredService<ILogger<CheckedMediaRunner>>().SandboxIsOff(MediaRunners.LimitsWarning);
    }
}

/// <summary>The runner that the settings ask for, tried out before its first use.</summary>
internal sealed class CheckedMediaRunner(MediaOptions options) : IMediaRunner
{
    private readonly Lazy<Task<IMediaRunner>> runner = new(() => MediaRunners.CreateAsync(options, CancellationToken.None));

    public Task CheckAsync() => runner.Value;

    public async Task<MediaRunResult> RunAsync(MediaRun run, CancellationToken ct) => await (await runner.Value).RunAsync(run, ct);
}
