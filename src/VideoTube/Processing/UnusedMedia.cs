using VideoTube.Data;
using VideoTube.Playback;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Processing;

/// <summary>Removes segments that no rendition and no chunk names: of tries that failed, and of those that a later one replaced.</summary>
internal sealed class UnusedMedia(
    IMediaStore store, ProcessingStore videos, ChunkStore chunks, StoryboardStore storyboards, OriginalCopies copies, JobQueue queue, ILogger<UnusedMedia> log)
{
    /// <summary>After a try: its segments go unless they are offered; everything goes when there is neither the video nor what was to take its place.</summary>
    /// <param name="folder">Where all of the subject's media lie.</param>
    public Task DeleteRunAsync(Id subject, MediaKey folder, Id run, CancellationToken ct) => TryAsync(subject, async () =>
    {
        var hls = VideoKeys.Hls(folder);
        if (await videos.FindFolderAsync(subject, ct) is null)
        {
            copies.Forget(folder);
            await store.DeleteAllAsync(folder, ct);
        }
        else if (!(await UsedAsync(subject, hls, ct)).Contains(run.ToString()))
            await store.DeleteAllAsync(hls / run.ToString(), ct);
    });

    /// <summary>When the last job has ended for good: the segments of all other tries go, and what was kept for it.</summary>
    public Task DeleteOldRunsAsync(Id subject, CancellationToken ct) => TryAsync(subject, async () =>
    {
        if (await videos.FindFolderAsync(subject, ct) is not { } folder)
            return;
        copies.Forget(folder);
        var hls = VideoKeys.Hls(folder);
        var used = await UsedAsync(subject, hls, ct);
        var there = new HashSet<string>();
        await foreach (var key in store.ListAsync(hls, ct))
            there.Add(RunOf(hls, key.Value));
        foreach (var run in there.Except(used))
            await store.DeleteAllAsync(hls / run, ct);
    });

    /// <summary>Below a folder in use: everything but what is kept.</summary>
    public Task DeleteOthersAsync(Id subject, MediaKey folder, IReadOnlySet<MediaKey> kept, CancellationToken ct) => TryAsync(subject, async () =>
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
    public Task DeleteRestsAsync(JobRun run, CancellationToken ct) => TryAsync(run.Subject, async () =>
    {
        if (!await queue.IsAloneAsync(run.Job, ct))
            return;
        var named = new HashSet<string>();
        foreach (var key in (await videos.ListPlaylistsAsync(run.Subject, ct)).Select(rendition => MediaKey.Parse(rendition.Playlist)))
        {
            var stored = await StoredPlaylist.ReadAsync(store, key, ct);
            named.UnionWith(stored.Names.Select(name => (stored.Folder / name).Value).Append(key.Value));
        }

        var storyboard = await storyboards.FindAsync(run.Subject, ct);
        var rests = new List<MediaKey>();
        await foreach (var key in store.ListAsync(VideoKeys.Hls(run.Folder), ct))
            if (!named.Contains(key.Value) && IsOfEarlier(run, VideoKeys.Hls(run.Folder), key))
                rests.Add(key);
        await foreach (var key in store.ListAsync(VideoKeys.Storyboard(run.Folder), ct))
            if (storyboard?.StartsWith(key.Value[..(key.Value.LastIndexOf('/') + 1)], StringComparison.Ordinal) != true && IsOfEarlier(run, VideoKeys.Storyboard(run.Folder), key))
                rests.Add(key);
        foreach (var key in rests)
            await store.DeleteAsync(key, ct);
    });

    /// <summary>Ids grow with time.</summary>
    private static bool IsOfEarlier(JobRun run, MediaKey folder, MediaKey key) => string.CompareOrdinal(RunOf(folder, key.Value), run.Run.ToString()) < 0;

    private async Task<HashSet<string>> UsedAsync(Id subject, MediaKey hls, CancellationToken ct)
    {
        var used = (await videos.ListPlaylistsAsync(subject, ct)).Select(rendition => RunOf(hls, rendition.Playlist)).ToHashSet();
        if (await chunks.FindRunAsync(subject, ct) is { } run)
            used.Add(run.ToString());
        return used;
    }

    private static string RunOf(MediaKey folder, string key) => key[(folder.Value.Length + 1)..].Split('/')[0];

    /// <summary>What stays behind costs room, no more: it must not turn a job that is done into one that failed.</summary>
    private async Task TryAsync(Id subject, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.CleaningFailed(fault is MediaHostException ? null : fault, subject, fault.Message);
        }
    }
}
