using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Uploads;

/// <summary>Removes what processes that died left: half files, rows of unfinished uploads, media of deleted videos.</summary>
internal sealed partial class UploadSweep(
    UploadFolder folder, Database database, UploadStore uploads, IMediaStore store, MediaLeftovers leftovers, ILogger<UploadSweep> log) : IHostedService
{
    /// <summary>Before the server listens: hosted services start in the order of their registration, the server last.</summary>
    public Task StartAsync(CancellationToken ct) => RunAsync(ct);

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var node in folder.ListDead())
        {
            var rows = await RemoveRowsAsync(node, ct);
            folder.Remove(node);
            Swept(node, rows);
        }

        await leftovers.RunAsync(ct);
    }

    private async Task<int> RemoveRowsAsync(string node, CancellationToken ct)
    {
        var unfinished = await uploads.ListUnfinishedAsync(node, ct);
        foreach (var id in unfinished)
        {
            await store.DeleteAllAsync(VideoKeys.Folder(id), ct);
            await database.WriteAsync(session => UploadStore.RemoveAsync(session, id), ct);
        }

        return unfinished.Count;
    }

    [LoggerMessage(EventId = 2000, Level = LogLevel.Information, Message = "Removed what process {Node} left: {Rows} unfinished uploads")]
    private partial void Swept(string node, int rows);
}
