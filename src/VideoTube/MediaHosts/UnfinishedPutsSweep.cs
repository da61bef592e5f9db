using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.MediaHosts;

/// <summary>Parts of files whose sending was broken off: nobody sees them at the media host, and somebody pays for them.</summary>
internal sealed class UnfinishedPutsSweep(IMediaStore store, TimeProvider time) : ISweep
{
    /// <summary>Longer than the largest file takes on a slow line.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromDays(2);

    public string What => "unfinished files at the media host";

    public Task<int> RunAsync(CancellationToken ct) =>
        store is IUnfinishedPuts puts ? puts.DropUnfinishedAsync(time.GetUtcNow() - OnItsWay, ct) : Task.FromResult(0);
}
