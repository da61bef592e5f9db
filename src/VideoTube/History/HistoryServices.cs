using VideoTube.Http;

namespace VideoTube.History;

internal static class HistoryServices
{
    public static void AddHistory(this IServiceCollection services)
    {
        services.AddJson(HistoryJson.Default);
        services.AddSingleton<HistoryStore>();
        ExportedWatch.AddTo(services);
    }
}
