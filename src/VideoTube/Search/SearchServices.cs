using VideoTube.Http;

namespace VideoTube.Search;

internal static class SearchServices
{
    public static void AddSearch(this IServiceCollection services)
    {
        services.AddJson(SearchJson.Default);
        services.AddSingleton<PostingStore>();
        services.AddSingleton<WordStore>();
        services.AddSingleton<WordReader>();
        services.AddSingleton<MatchStore>();
        services.AddSingleton<QueryMatcher>();
        services.AddSingleton<SearchIndex>();
        services.AddHostedService<SearchIndexWorker>();
        services.AddSingleton<VideoSearch>();
        services.AddSingleton<VideoSuggestions>();
        services.AddSingleton<ChannelSearch>();
    }
}
