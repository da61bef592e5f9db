using VideoTube.Data;
using VideoTube.Playback;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Processing;

/// <summary>Removes segments that no rendition and no chunk names: of tries that failed, and of those that a later one replaced.</summary>
internal sealed class UnusedMedia(
    IMediaStore store, ProcessingStore videos, ChunkStore chunks, StoryboardStore storyboards, OriginalCopies copies, JobQueue queue, ILogger<UnusedMedia> log)
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

    /// <summary>
    /// By a video's last job, before its end: what is left of tries that were killed, also right behind the commit that made
    /// them needless. Nothing while other jobs work on the video, and nothing of a try that begins later than this one.
    /// </summary>
    public Task DeleteRestsAsync(JobRun run, CancellationToken ct) => TryAsync(run.Video, async () =>
    {
        if (!await queue.IsAloneAsync(run.Job, ct))
            return;
        var named = new HashSet<string>();
        foreach (var key in (await videos.ListPlaylistsAsync(run.Video, ct)).Select(rendition => MediaKey.Parse(rendition.Playlist)))
        {
            var stored = await StoredPlaylist.ReadAsync(store, key, ct);
            named.UnionWith(stored.Names.Select(name => (stored.Folder / name).Value).Append(key.Value));
        }

        var storyboard = await storyboards.FindAsync(run.Video, ct);
        var rests = new List<MediaKey>();
        await foreach (var key in store.ListAsync(VideoKeys.Hls(run.Video), ct))
            if (!named.Contains(key.Value) && IsOfEarlier(run, VideoKeys.Hls(run.Video), key))
                rests.Add(key);
        await foreach (var key in store.ListAsync(VideoKeys.Storyboard(run.Video), ct))
            if (storyboard?.StartsWith(key.Value[..(key.Value.LastIndexOf('/') + 1)], StringComparison.Ordinal) != true && IsOfEarlier(run, VideoKeys.Storyboard(run.Video), key))
                rests.Add(key);
        foreach (var key in rests)
            await store.DeleteAsync(key, ct);
    });

    /// <summary>Ids grow with time.</summary>
    private static bool IsOfEarlier(JobRun run, MediaKey folder, MediaKey key) => string.CompareOrdinal(RunOf(folder, key.Value), run.Run.ToString()) < 0;

    private async Task<HashSet<string>> UsedAsync(Id video, CancellationToken ct)
    {
        var used = (await videos.ListPlaylistsAsync(video, ct)).Select(rendition => RunOf(VideoKeys.Hls(video), rendition.Playlist)).ToHashSet();
        if (await chunks.FindRunAsync(video, ct) is { } run)
            used.Add(run.ToString());
        return used;
    }

    private static string RunOf(MediaKey folder, string key) => key[(folder.Value.Length + 1)..].Split('/')[0];

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
