using VideoTube.Accounts.Export;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Playback;
using VideoTube.Processing;
using VideoTube.Uploads;
using VideoTube.Uploads.Tus;
using VideoTube.Videos.Progress;
using VideoTube.Videos.Replacing;

namespace VideoTube.Videos;

internal static class VideoServices
{
    public static void AddVideos(this IServiceCollection services)
    {
        services.AddJson(VideoJson.Default);
        services.AddSingleton<VideoStore>();
        services.AddSingleton<VideoPictures>();
        services.AddSingleton<RelatedVideos>();
        services.AddSingleton<TagStore>();
        services.AddSingleton<EditVideo>();
        services.AddSingleton<ChoosePoster>();
        services.AddSingleton<DeleteVideo>();
        services.AddSingleton<LeftoverStore>();
        services.AddSingleton<MediaLeftovers>();
        services.AddSingleton<ViewStore>();
        services.AddSweep<ViewStore>();
        services.AddSingleton<VideoExport>();
        services.AddExport<VideoExport>();
        services.AddSingleton<IExportedMedia>(provider => provider.GetRequiredService<VideoExport>());
        services.AddSweep<MediaLeftovers>();
        services.AddSingleton<GatheredViews>();
        services.AddHostedService<ViewFlushWorker>();
        services.AddSingleton<VideoAccessStore>();
        services.AddSingleton<RenditionStore>();
        services.AddSingleton<MediaAccess>();
        services.AddSingleton<MediaRedirect>();
        services.AddSingleton<UploadFolder>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton<UploadSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<UploadSweep>());
        services.AddSingleton<TakeUpload>();
        services.AddResumableUploads();
        services.AddSingleton<RetryVideo>();
        services.AddProgress();
        services.AddReplacements();
    }
}
