namespace VideoTube.Data;

/// <summary>Runs every sweep at the start and once an hour. One that fails is tried again in the next hour.</summary>
internal sealed partial class SweepWorker(IEnumerable<ISweep> sweeps, TimeProvider time, ILogger<SweepWorker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            foreach (var sweep in sweeps)
                await RunAsync(sweep, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync(ISweep sweep, CancellationToken ct)
    {
        try
        {
            if (await sweep.RunAsync(ct) is > 0 and var count)
                Removed(count, sweep.What);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Failed(sweep.What, fault);
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "Removed: {Count} {What}")]
    private partial void Removed(int count, string what);

    [LoggerMessage(EventId = 1200, Level = LogLevel.Warning, Message = "Not removed: {What}")]
    private partial void Failed(string what, Exception fault);
}

internal static class Sweeps
{
    /// <summary>Has a service that is registered already sweep each hour.</summary>
    public static void AddSweep<T>(this IServiceCollection services) where T : class, ISweep =>
        services.AddSingleton<ISweep>(provider => provider.GetRequiredService<T>());
}
