using VideoTube.Http;

namespace VideoTube.Health;

internal static class HealthServices
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddJson(HealthJson.Default);
        services.AddSingleton<Maintenance>();
    }
}
