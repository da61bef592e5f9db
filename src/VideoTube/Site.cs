using VideoTube.Accounts;
using VideoTube.Channels;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Health;
using VideoTube.Http;
using VideoTube.Playback;
using VideoTube.Processing;
using VideoTube.Storage;
using VideoTube.Storage.Local;
using VideoTube.Uploads;
using VideoTube.Videos;

namespace VideoTube;

/// <summary>Puts the features together: what each registers, what each request passes, which routes there are.</summary>
internal static class Site
{
    public static WebApplication Build(Settings settings, Action<WebApplicationBuilder>? customize = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "VideoTube", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => new StartedAt(services.GetRequiredService<TimeProvider>().GetUtcNow()));
        builder.Services.AddData(settings);
        builder.Services.AddSingleton<IMediaStore>(services => new LocalMediaStore(settings.MediaFolder, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddMedia(settings);
        builder.Services.AddProcessing(settings);
        builder.Services.AddAccounts();
        builder.Services.AddSingleton<ChannelStore>();
        builder.Services.AddVideos();
        builder.Services.AddHttp(settings, HttpJson.Default, HealthJson.Default, AccountJson.Default, ChannelJson.Default, VideoJson.Default);
        customize?.Invoke(builder);

        var app = builder.Build();
        app.UseHttp();
        app.UseRouting();
        app.UseCors();
        app.UseAccounts();
        var api = app.MapGroup("/api/v1");
        api.MapHealth();
        api.MapAccounts();
        api.MapChannels();
        api.MapVideos();
        api.MapUploads();
        app.MapMedia();
        return app;
    }

    /// <summary>What must have happened before the first request: the database answers and has this program's schema.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken ct)
    {
        _ = app.Services.GetRequiredService<StartedAt>();
        await app.Services.GetRequiredService<Migrator>().RunAsync(ct);
        await app.Services.GetRequiredService<UploadSweep>().RunAsync(ct);
    }
}
