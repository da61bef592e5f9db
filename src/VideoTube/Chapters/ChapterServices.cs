using VideoTube.Http;

namespace VideoTube.Chapters;

internal static class ChapterServices
{
    public static void AddChapters(this IServiceCollection services)
    {
        services.AddSingleton<ChapterStore>();
        services.AddJson(ChapterJson.Default);
    }
}
