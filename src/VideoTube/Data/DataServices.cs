using VideoTube.Configuration;

namespace VideoTube.Data;

internal static class DataServices
{
    public static void AddData(this IServiceCollection services, Settings settings)
    {
        ColumnTypes.Register();
        services.AddSingleton(_ => settings.Database.Open(settings.DataFolder));
        services.AddSingleton<Database>();
        services.AddSingleton<Events>();
        services.AddHostedService<EventListener>();
        services.AddSingleton<Migrator>();
    }
}
