namespace VideoTube.Chapters;

internal static class ChapterServices
{
    public static void AddChapters(this IServiceCollection services)
    {
        services.AddSingleton<ChapterStore>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(ChapterJson.Default));
    }
}
