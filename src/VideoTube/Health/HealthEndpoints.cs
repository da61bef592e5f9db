using System.ComponentModel.DataAnnotations;
using System.Reflection;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;

namespace VideoTube.Health;

/// <param name="Uptime">Seconds.</param>
internal sealed record Health(
    [property: AllowedValues("OK")] string Status, string Version, double Uptime,
    [property: AllowedValues("up")] string Database, [property: AllowedValues("up")] string Storage);

internal static class HealthEndpoints
{
    private static readonly string Version =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Whoever asks gives up soon.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder api) =>
        api.MapGet("/healthcheck", Check).WithTags("Health")
            .WithSummary("Whether the site and what it stands on are up")
            .Refuses(Down("database"));

    private static async Task<ApiResult<Health>> Check(
        Database database, IMediaStore store, StartedAt started, TimeProvider time, CancellationToken ct)
    {
        var health = new Health(
            "OK", Version, Math.Round((time.GetUtcNow() - started.Time).TotalSeconds, 1),
            await AnswersAsync(() => PingAsync(database, ct)),
            await AnswersAsync(() => store.FindAsync(MediaKey.Parse("health/check"), ct).WaitAsync(Patience, ct)));
        if (health is { Database: "up", Storage: "up" })
            return health;
        var down = string.Join(" and ", new[] { (health.Database, "database"), (health.Storage, "storage") }.Where(part => part.Item1 != "up").Select(part => part.Item2));
        return Down(down);
    }

    private static ApiError Down(string part) =>
        HttpErrors.Unavailable with { Code = "health.down", Message = $"Service is temporarily unavailable: the {part} does not answer" };

    private static async Task PingAsync(Database database, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        await read.GetAsync<long>("SELECT CAST(1 AS BIGINT)");
    }

    private static async Task<string> AnswersAsync(Func<Task> question)
    {
        try
        {
            await question();
            return "up";
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return "down";
        }
    }
}

/// <summary>When this process began to serve.</summary>
internal sealed record StartedAt(DateTimeOffset Time);
