using VideoTube.Configuration;
using VideoTube.Http;

namespace VideoTube.Health;

/// <summary>
/// While a file named <c>maintenance</c> lies in the data folder, pages and API answer 503 with its text: for a move or a
/// restore. What is playing plays on, and the health check still says how things are.
/// </summary>
internal sealed class Maintenance(Settings settings, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private volatile Look last = new(null, long.MinValue);

    public static string FileIn(Settings settings) => Path.Combine(settings.DataFolder, "maintenance");

    /// <summary>Null when the site is open; looked up once a second.</summary>
    public ApiError? Refusal()
    {
        if (last.At != long.MinValue && time.GetElapsedTime(last.At) < Lifetime)
            return last.Refusal;
        var refusal = Read();
        last = new Look(refusal, time.GetTimestamp());
        return refusal;
    }

    private ApiError? Read()
    {
        try
        {
            return HttpErrors.UnderMaintenance(File.ReadAllText(FileIn(settings)).Trim());
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return HttpErrors.UnderMaintenance("");
        }
    }

    private sealed record Look(ApiError? Refusal, long At);
}

internal static class MaintenanceGate
{
    public static void UseMaintenance(this WebApplication app)
    {
        var maintenance = app.Services.GetRequiredService<Maintenance>();
        app.Use((http, next) =>
            IsOpenAnyway(http.Request.Path) || maintenance.Refusal() is not { } refusal ? next(http) : throw new RequestRefusedException(refusal));
    }

    internal static bool IsOpenAnyway(PathString path) =>
        path.StartsWithSegments("/media") || path.StartsWithSegments("/assets") || path.StartsWithSegments("/api/v1/healthcheck");
}
