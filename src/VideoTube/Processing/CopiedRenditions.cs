using VideoTube.Media.Playlists;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>Reads back what <see cref="PrepareVideo"/> copied: the rungs below must cut their segments at the same times.</summary>
internal sealed class CopiedRenditions(IMediaStore store, ProcessingStore videos)
{
    public async Task<IReadOnlyList<Rendition>> ReadAsync(JobRun run, CancellationToken ct)
    {
        var copied = new List<Rendition>();
        foreach (var row in await videos.ListPlaylistsAsync(run.Video, ct))
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
        var there = MediaKey.Parse(playlist.Value[..playlist.Value.LastIndexOf('/')]);
        foreach (var name in MediaPlaylist.FilesIn(await ReadTextAsync(playlist, ct)))
        {
            await using var from = await store.OpenAsync(there / name, 0, null, ct);
            await using var to = File.Create(Path.Combine(folder, name));
            await from.CopyToAsync(to, ct);
        }

        return folder;
    }

    private async Task<string> ReadTextAsync(MediaKey playlist, CancellationToken ct)
    {
        using var reader = new StreamReader(await store.OpenAsync(playlist, 0, null, ct));
        return await reader.ReadToEndAsync(ct);
    }
}
