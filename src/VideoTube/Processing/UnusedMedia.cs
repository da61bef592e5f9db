using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>Removes segments that no rendition names: of tries that failed, and of those that a later one replaced.</summary>
internal sealed class UnusedMedia(IMediaStore store, ProcessingStore videos, ILogger<UnusedMedia> log)
{
    /// <summary>After a try: its segments go unless they are offered; everything goes when the video is gone.</summary>
    public Task DeleteRunAsync(Id video, Id run, CancellationToken ct) => TryAsync(video, async () =>
    {
        if (!await videos.ExistsAsync(video, ct))
            await store.DeleteAllAsync(VideoKeys.Folder(video), ct);
        else if (!await UsedAsync(video, ct).ContainsAsync(run.ToString(), ct))
            await store.DeleteAllAsync(VideoKeys.HlsFolder(video) / run.ToString(), ct);
    });

    /// <summary>When a job has ended for good: the segments of all other tries go.</summary>
    public Task DeleteOldRunsAsync(Id video, CancellationToken ct) => TryAsync(video, async () =>
    {
        var used = await UsedAsync(video, ct).ToHashSetAsync(cancellationToken: ct);
        var hls = VideoKeys.HlsFolder(video);
        var there = await store.ListAsync(hls, ct).Select(key => RunOf(hls, key.Value)).Distinct().ToListAsync(ct);
        foreach (var run in there.Where(run => !used.Contains(run)))
            await store.DeleteAllAsync(hls / run, ct);
    });

    private async IAsyncEnumerable<string> UsedAsync(
        Id video, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var rendition in await videos.ListPlaylistsAsync(video, ct))
            yield return RunOf(VideoKeys.HlsFolder(video), rendition.Playlist);
    }

    private static string RunOf(MediaKey hls, string key) => key[(hls.Value.Length + 1)..].Split('/')[0];

    /// <summary>What stays behind costs room, no more: it must not turn a job that is done into one that failed.</summary>
    private async Task TryAsync(Id video, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.CleaningFailed(fault, video);
        }
    }
}
