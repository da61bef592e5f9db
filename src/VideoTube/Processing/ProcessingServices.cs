using VideoTube.Configuration;

namespace VideoTube.Processing;

internal static class ProcessingServices
{
    public static void AddProcessing(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(LeaseOwner.Current);
        services.AddSingleton<JobSignals>();
        services.AddSingleton<JobQueue>();
    }
}
