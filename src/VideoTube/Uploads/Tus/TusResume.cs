using VideoTube.Data;

namespace VideoTube.Uploads.Tus;

/// <summary>Before the site listens: uploads that were whole when the last process ended, and no videos yet, become videos.</summary>
internal sealed partial class TusResume(TusFolder folder, TusTurns turns, FinishUpload finish, ILogger<TusResume> log) : IHostedService
{
    public async Task StartAsync(CancellationToken ct)
    {
        foreach (var upload in folder.List().Where(upload => !upload.IsPartial).ToList())
        {
            if (turns.TryTake(upload.Id) is not { } turn)
                continue;
            using (turn)
                await ResumeAsync(upload);
        }
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>One that cannot be made a video now is tried again when its owner asks for it.</summary>
    private async Task ResumeAsync(TusUpload upload)
    {
        try
        {
            if (!upload.IsDone && upload.Parts is null && folder.OffsetOf(upload) < upload.Length)
                return;
            if (await finish.RunAsync(upload) is { } error)
                Refused(upload.Id, error.Message);
            else if (!upload.IsDone)
                Finished(upload.Id);
        }
        catch (Exception fault)
        {
            Failed(upload.Id, fault);
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Upload {Id} was whole when the site ended: it is a video now")]
    private partial void Finished(Id id);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Information, Message = "Upload {Id} was whole when the site ended, but is not taken: {Reason}")]
    private partial void Refused(Id id, string reason);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "Upload {Id} was whole when the site ended, and could not be made a video")]
    private partial void Failed(Id id, Exception fault);
}
