using VideoTube.Data;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Faults;

/// <summary>
/// kill -9 of the server, a worker or a process that works for them, at moments that a seed draws, while a video is uploaded
/// and processed. CONTRIBUTING.md says how to run more of them, others, or one again.
/// </summary>
public sealed class FaultRoundTests
{
    [Theory, OnBothEngines]
    public async Task Whatever_is_killed_nothing_acknowledged_is_lost_nothing_is_stuck_and_nothing_is_left(Engine engine)
    {
        var seed = Number("FAULT_SEED") ?? 1;
        var (first, count) = Number("FAULT_ROUND") is { } one ? (one, 1) : (0, Number("FAULT_ROUNDS") ?? 6);
        var failures = new List<string>();
        FaultLab? lab = null;
        try
        {
            foreach (var number in Enumerable.Range(first, count).Where(number => FaultRound.EngineOf(number) == engine))
            {
                lab ??= await FaultLab.StartAsync(engine);
                var round = FaultRound.Draw(seed, number);
                if (await FailureAsync(lab, round) is not { } failure)
                    continue;
                failures.Add(failure);
                await lab.DisposeAsync();
                lab = null;
            }

            if (lab is not null)
            {
                await lab.StopAsync();
                await FaultJudge.JudgeRestsAsync(lab, engine);
            }
        }
        finally
        {
            if (lab is not null)
                await lab.DisposeAsync();
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    /// <summary>Null when all was well.</summary>
    private static async Task<string?> FailureAsync(FaultLab lab, FaultRound round)
    {
        var began = TimeProvider.System.GetTimestamp();
        lab.ForgetNotes();
        string? failure = null;
        try
        {
            await RunAsync(lab, round);
        }
#pragma warning disable CA1031 // The other rounds are run all the same; it fails the test at its end.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            failure = $"{round.Words} Again: FAULT_SEED={round.Seed} FAULT_ROUND={round.Number}.\n{fault}\n{lab.Story}";
        }

        TestContext.Current.SendDiagnosticMessage(failure ?? $"{round.Words} Well after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s.");
        return failure;
    }

    private static async Task RunAsync(FaultLab lab, FaultRound round)
    {
        var clip = await round.ClipAsync();
        var file = await File.ReadAllBytesAsync(clip);
        var gates = round.Kills.Where(kill => kill.Moment == FaultMoment.Sending).Select(kill => (long)(kill.Share * file.Length)).ToList();
        var outgoing = new Outgoing(file.Length, gates);
        var sender = new FaultSender(lab, round, file, Path.GetFileName(clip), outgoing);
        var acknowledged = await new FaultKiller(lab, round, outgoing).RunAsync(sender.RunAsync());
        await FaultJudge.JudgeAsync(lab, round, clip, acknowledged, sender.Uploads);
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;
}
