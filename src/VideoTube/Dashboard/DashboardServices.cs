using VideoTube.Http;

namespace VideoTube.Dashboard;

internal static class DashboardServices
{
    public static void AddDashboard(this IServiceCollection services)
    {
        services.AddJson(DashboardJson.Default);
        services.AddSingleton<DashboardStore>();
        ExportedDay.AddTo(services);
    }
}
