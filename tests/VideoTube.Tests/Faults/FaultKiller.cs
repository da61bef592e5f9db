namespace VideoTube.Tests.Faults;

/// <summary>Kills whom a round names, one after the other, each when its moment has come, and starts again what it killed.</summary>
internal sealed class FaultKiller(FaultLab lab, FaultRound round, Outgoing outgoing)
{
    private int gate;

    /// <returns>What the client was told at its end.</returns>
    public async Task<string> RunAsync(Task<string> sending)
    {
        try
        {
            foreach (var kill in round.Kills)
                await StrikeAsync(kill, sending);
        }
        finally
        {
            outgoing.OpenAll();
        }

        return await sending;
    }

    private async Task StrikeAsync(FaultKill kill, Task<string> sending)
    {
        var isSending = kill.Moment == FaultMoment.Sending;
        if (isSending)
            await Task.WhenAny(outgoing.ReachedAsync(gate), sending);
        else
            await FaultLab.UntilAsync(() => NotYetAsync(kill.Moment, sending));
        await Task.Delay(kill.Delay);
        // Nobody works for the site, perhaps, as long as nothing comes.
        if (isSending && kill.Victim == FaultVictim.MediaProcess)
            outgoing.Open(gate);
        var isKilled = await lab.KillAsync(kill);
        while (!isKilled && !await IsOverAsync(sending))
        {
            await Task.Delay(2);
            isKilled = await lab.KillAsync(kill);
        }

        lab.Note($"{(isKilled ? "killed" : "found nobody to kill:")} {kill.Words}");
        if (isSending)
            outgoing.Open(gate++);
        if (isKilled)
            await lab.RestartAsync(kill.Victim);
    }

    private async Task<string?> NotYetAsync(FaultMoment moment, Task<string> sending)
    {
        var hasCome = moment switch
        {
            FaultMoment.LastByte => outgoing.Sent.IsCompleted,
            FaultMoment.Taken => sending.IsCompleted,
            FaultMoment.SegmentStored => HasSegment(),
            FaultMoment.Ready => await AnyAsync("SELECT id FROM videos WHERE title = @Title AND status = 'ready'"),
            FaultMoment.Preparing => await HasBegunAsync("prepare"),
            FaultMoment.Encoding => await HasBegunAsync("encode"),
            FaultMoment.Chunk => await HasBegunAsync("chunk"),
            FaultMoment.Storyboard => await HasBegunAsync("storyboard"),
            _ => throw new InvalidOperationException($"Nobody waits for {moment}."),
        };
        return hasCome || await IsOverAsync(sending) ? null : $"{moment} did not come.";
    }

    private async Task<bool> IsOverAsync(Task<string> sending)
    {
        if (!sending.IsCompleted)
            return false;
        await sending; // tells why it failed
        return await FaultJudge.UnsettledAsync(lab, round.Title) is null;
    }

    private Task<bool> HasBegunAsync(string kind) =>
        AnyAsync($"SELECT j.id FROM jobs j JOIN videos v ON v.id = j.subject WHERE v.title = @Title AND j.kind = '{kind}' AND j.state <> 'queued'");

    private async Task<bool> AnyAsync(string sql) => (await lab.ListAsync<string>(sql, new { round.Title })).Count > 0;

    /// <summary>Of anything: what earlier rounds made is gone.</summary>
    private bool HasSegment()
    {
        try
        {
            return Directory.EnumerateFiles(lab.MediaFolder, "*.m4s", SearchOption.AllDirectories).Any();
        }
        catch (DirectoryNotFoundException)
        {
            return false; // it went while it was looked at
        }
    }
}
