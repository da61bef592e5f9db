using VideoTube.Media.Playlists;
using VideoTube.Playback;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>Reads back what <see cref="PrepareVideo"/> copied: the rungs below must cut their segments at the same times.</summary>
internal sealed class CopiedRenditions(IMediaStore store, ProcessingStore videos)
{
    public async Task<IReadOnlyList<Rendition>> ReadAsync(JobRun run, CancellationToken ct)
    {
        var copied = new List<Rendition>();
        foreach (var row in await videos.ListPlaylistsAsync(run.Subject, ct))
        {
            if (!row.IsCopy || !row.Complete)
                continue;
            var playlist = MediaKey.Parse(row.Playlist);
            var folder = store is ILocalFiles files
                ? Path.GetDirectoryName(files.PathOf(playlist))!
                : await FetchAsync(playlist, run.Work.Sub(Path.Combine("copied", row.Name)), ct);
            copied.Add(await SegmentFolder.ReadAsync(folder, previous: null, ct) ?? throw new MediaNotFoundException(playlist));
        }

        return copied;
    }

    private async Task<string> FetchAsync(MediaKey playlist, string folder, CancellationToken ct)
    {
        var stored = await StoredPlaylist.ReadAsync(store, playlist, ct);
        foreach (var name in stored.Names)
            await store.FetchAsync(stored.Folder / name, Path.Combine(folder, name), ct);
        return folder;
    }
}
