using VideoTube.Media.Playlists;
using VideoTube.Storage;

namespace VideoTube.Playback;

/// <summary>A media playlist as it lies in the store: the folder that its names are in, and these in its order.</summary>
internal sealed record StoredPlaylist(MediaKey Folder, IReadOnlyList<string> Names)
{
    /// <exception cref="MediaNotFoundException">There is no such playlist.</exception>
    public static async Task<StoredPlaylist> ReadAsync(IMediaStore store, MediaKey playlist, CancellationToken ct)
    {
        using var reader = new StreamReader(await store.OpenAsync(playlist, 0, null, ct));
        var folder = MediaKey.Parse(playlist.Value[..playlist.Value.LastIndexOf('/')]);
        return new StoredPlaylist(folder, [.. MediaPlaylist.FilesIn(await reader.ReadToEndAsync(ct))]);
    }
}
