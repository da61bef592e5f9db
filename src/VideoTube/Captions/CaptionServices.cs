using VideoTube.Accounts.Export;
using VideoTube.Http;

namespace VideoTube.Captions;

internal static class CaptionServices
{
    public static void AddCaptions(this IServiceCollection services)
    {
        services.AddSingleton<ChangeCaptions>();
        services.AddJson(CaptionJson.Default);
        services.AddSingleton<CaptionExport>();
        services.AddExport<CaptionExport>();
        services.AddSingleton<IExportedMedia>(provider => provider.GetRequiredService<CaptionExport>());
    }
}
