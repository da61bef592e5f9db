using VideoTube.Playback;
using VideoTube.Processing;
using VideoTube.Uploads;
using VideoTube.Http;

namespace VideoTube.Videos;

internal static class VideoServices
{
    public static void AddVideos(this IServiceCollection services)
    {
        services.AddJson(VideoJson.Default);
        services.AddSingleton<VideoStore>();
        services.AddSingleton<VideoPictures>();
        services.AddSingleton<EditVideo>();
        services.AddSingleton<DeleteVideo>();
        services.AddSingleton<MediaLeftovers>();
        services.AddSingleton<ViewStore>();
        services.AddHostedService<ViewSweepWorker>();
        services.AddSingleton<VideoAccessStore>();
        services.AddSingleton<RenditionStore>();
        services.AddSingleton<MediaAccess>();
        services.AddSingleton<UploadFolder>();
        services.AddSingleton<UploadSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<UploadSweep>());
        services.AddSingleton<TakeUpload>();
        services.AddSingleton<RetryVideo>();
    }
}
