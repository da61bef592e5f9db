using VideoTube.Accounts;
using VideoTube.Captions;
using VideoTube.Channels;
using VideoTube.Chapters;
using VideoTube.Comments;
using VideoTube.Compatibility;
using VideoTube.Configuration;
using VideoTube.Dashboard;
using VideoTube.Data;
using VideoTube.Feeds;
using VideoTube.Health;
using VideoTube.History;
using VideoTube.Http;
using VideoTube.Importing;
using VideoTube.Likes;
using VideoTube.Mail;
using VideoTube.MediaHosts;
using VideoTube.Memberships;
using VideoTube.Moderation;
using VideoTube.Notifications;
using VideoTube.OpenApi;
using VideoTube.Playback;
using VideoTube.Playlists;
using VideoTube.Posts;
using VideoTube.Processing;
using VideoTube.Search;
using VideoTube.Subscriptions;
using VideoTube.Upkeep;
using VideoTube.Uploads;
using VideoTube.Uploads.Tus;
using VideoTube.Videos;
using VideoTube.Videos.Progress;
using VideoTube.Videos.Replacing;
using VideoTube.Web;

namespace VideoTube;

/// <summary>Puts the features together: what each registers, what each request passes, which routes there are.</summary>
internal static class Site
{
    public static WebApplication Build(Settings settings, Action<WebApplicationBuilder>? customize = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "VideoTube", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddFoundation(settings);
        builder.Services.AddHealth();
        builder.Services.AddHostedService<SweepWorker>();
        builder.Services.AddMail();
        builder.Services.AddAccounts();
        builder.Services.AddChannels();
        builder.Services.AddMemberships();
        builder.Services.AddVideos();
        builder.Services.AddHistory();
        builder.Services.AddPlaylists();
        builder.Services.AddDashboard();
        builder.Services.AddCaptions();
        builder.Services.AddChapters();
        builder.Services.AddNotifications();
        builder.Services.AddFeeds();
        builder.Services.AddSearch();
        builder.Services.AddComments();
        builder.Services.AddPosts();
        builder.Services.AddLikes();
        builder.Services.AddSubscriptions();
        builder.Services.AddModeration();
        builder.Services.AddUpkeep();
        builder.Services.AddImporting();
        builder.Services.AddHttp(settings);
        builder.Services.AddCompatibility(settings);
        builder.Services.AddApiDocument();
        builder.Services.AddWeb();
        customize?.Invoke(builder);

        var app = builder.Build();
        app.UseCompatibility(settings);
        app.UseTus(settings);
        app.UseHttp(settings, app.Services.GetRequiredService<MediaRedirect>().Origin);
        app.UseMaintenance();
        app.UseOverloadShedding(settings);
        app.UseWeb();
        app.UseLiveConnections();
        app.UseRouting();
        app.UseAccounts();
        var api = app.MapGroup("/api/v1");
        api.MapHealth();
        api.MapAccounts();
        api.MapChannels();
        api.MapVideos();
        api.MapProgress();
        api.MapSearch();
        api.MapUploads();
        api.MapResumableUploads();
        api.MapCaptions();
        api.MapChapters();
        api.MapPosters();
        api.MapDownload();
        api.MapReplacements();
        api.MapNotifications();
        api.MapComments();
        api.MapPosts();
        api.MapLikes();
        api.MapSubscriptions();
        api.MapMemberships();
        api.MapModeration();
        api.MapHistory();
        api.MapPlaylists();
        api.MapDashboard();
        app.MapMedia();
        app.MapChapterTrack();
        app.MapFeeds();
        app.MapApiDocument();
        app.MapWeb();
        return app;
    }

    /// <summary>The same program without a door: it works on the queue alone.</summary>
    public static IHost BuildWorker(Settings settings, Action<HostApplicationBuilder>? customize = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "VideoTube", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddSimpleConsole();
        builder.Services.AddFoundation(settings);
        customize?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>What must have happened before the first request or job: the database answers and has this program's schema.</summary>
    public static async Task PrepareAsync(IHost app, CancellationToken ct)
    {
        _ = app.Services.GetRequiredService<StartedAt>();
        await app.Services.GetRequiredService<Migrator>().RunAsync(ct);
    }

    /// <summary>What the site and the worker share: data, storage, and the queue with its workers.</summary>
    private static void AddFoundation(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new StartedAt(provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddData(settings);
        services.AddMediaStore(settings);
        services.AddProcessing(settings);
    }
}
