using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Uploads.Previews;

namespace VideoTube.Uploads.Tus;

internal static class TusServices
{
    /// <summary>Behind <see cref="UploadSweep"/>, which removes what stands in the way of resuming.</summary>
    public static void AddResumableUploads(this IServiceCollection services)
    {
        services.AddSingleton<TusFolder>().AddSingleton<TusTurns>().AddSingleton<TusStore>().AddSingleton<UploadProgress>();
        services.AddSingleton<CreateUpload>().AddSingleton<AddBytes>().AddSingleton<ReceiveBytes>().AddSingleton<FinishUpload>().AddSingleton<RemoveUpload>();
        services.AddSingleton<UnfinishedUploads>().AddJson(UploadJson.Default);
        services.AddSingleton<FollowUpload>().AddSingleton<UploadPreviews>();
        services.AddHostedService(provider => provider.GetRequiredService<UploadPreviews>());
        services.AddSingleton<TusSweep>();
        services.AddSweep<TusSweep>();
        services.AddHostedService<TusResume>();
    }
}
