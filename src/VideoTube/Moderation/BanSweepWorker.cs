using VideoTube.Data;

namespace VideoTube.Moderation;

/// <summary>Lifts bans that have run out, and finishes what a ban or its end left to be withheld or restored.</summary>
internal sealed partial class BanSweepWorker(
    Database database, LiftBan lift, Withholding withholding, TimeProvider time, ILogger<BanSweepWorker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public async Task SweepAsync(CancellationToken ct)
    {
        IReadOnlyList<Id> ended;
        await using (var read = await database.ReadAsync(ct))
            ended = await StandingStore.ListEndedBansAsync(read, time.GetUtcNow());
        foreach (var person in ended)
            await lift.EndAsync(person, ct);
        foreach (var person in await withholding.ListUnsettledAsync(ct))
            await withholding.SettlePersonAsync(person, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (System.Data.Common.DbException fault)
            {
                Failed(fault); // the next minute tries again
            }
        }
    }

    [LoggerMessage(EventId = 1220, Level = LogLevel.Warning, Message = "Bans that ran out could not be lifted")]
    private partial void Failed(Exception fault);
}
