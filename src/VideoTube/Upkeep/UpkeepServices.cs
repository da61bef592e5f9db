namespace VideoTube.Upkeep;

internal static class UpkeepServices
{
    public static void AddUpkeep(this IServiceCollection services)
    {
        services.AddSingleton<MediaNames>();
        services.AddSingleton<StorageCheck>();
    }
}
