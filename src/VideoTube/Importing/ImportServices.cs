namespace VideoTube.Importing;

internal static class ImportServices
{
    public static void AddImporting(this IServiceCollection services)
    {
        services.AddSingleton<ImportStore>();
        services.AddSingleton<ImportMedia>();
        services.AddSingleton<ImportMongoExport>();
    }
}
