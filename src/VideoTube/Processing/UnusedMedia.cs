using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Processing;

/// <summary>Removes segments that no rendition and no chunk names: of tries that failed, and of those that a later one replaced.</summary>
internal sealed class UnusedMedia(IMediaStore store, ProcessingStore videos, ChunkStore chunks, OriginalCopies copies, ILogger<UnusedMedia> log)
{
    /// <summary>After a try: its segments go unless they are offered; everything goes when the video is gone.</summary>
    public Task DeleteRunAsync(Id video, Id run, CancellationToken ct) => TryAsync(video, async () =>
    {
        var hls = VideoKeys.Hls(video);
        if (!await videos.ExistsAsync(video, ct))
        {
            copies.Forget(video);
            await store.DeleteAllAsync(VideoKeys.Folder(video), ct);
        }
        else if (!(await UsedAsync(video, ct)).Contains(run.ToString()))
            await store.DeleteAllAsync(hls / run.ToString(), ct);
    });

    /// <summary>When the last job has ended for good: the segments of all other tries go, and what was kept for it.</summary>
    public Task DeleteOldRunsAsync(Id video, CancellationToken ct) => TryAsync(video, async () =>
    {
        copies.Forget(video);
        var used = await UsedAsync(video, ct);
        var hls = VideoKeys.Hls(video);
        var there = new HashSet<string>();
        await foreach (var key in store.ListAsync(hls, ct))
            there.Add(RunOf(hls, key.Value));
        foreach (var run in there.Except(used))
            await store.DeleteAllAsync(hls / run, ct);
    });

    /// <summary>Below a folder in use: everything but what is kept.</summary>
    public Task DeleteOthersAsync(Id video, MediaKey folder, IReadOnlySet<MediaKey> kept, CancellationToken ct) => TryAsync(video, async () =>
    {
        var others = new List<MediaKey>();
        await foreach (var key in store.ListAsync(folder, ct))
            if (!kept.Contains(key))
                others.Add(key);
        foreach (var key in others)
            await store.DeleteAsync(key, ct);
    });

    private async Task<HashSet<string>> UsedAsync(Id video, CancellationToken ct)
    {
        var used = (await videos.ListPlaylistsAsync(video, ct)).Select(rendition => RunOf(VideoKeys.Hls(video), rendition.Playlist)).ToHashSet();
        if (await chunks.FindRunAsync(video, ct) is { } run)
            used.Add(run.ToString());
        return used;
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
            log.CleaningFailed(fault is MediaHostException ? null : fault, video, fault.Message);
        }
    }
}
