using VideoTube.Media.Encoders;
using VideoTube.Media.Probing;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>Opens the uploaded file for ffmpeg: in place where the store is a disk of this machine, else as a copy.</summary>
internal sealed class Original(IMediaStore store, MediaProbe probe)
{
    /// <exception cref="MediaNotFoundException">The file is not in the store.</exception>
    /// <exception cref="Media.MediaRefusedException">The file is at fault.</exception>
    public async Task<MediaSource> OpenAsync(MediaKey key, WorkFolder work, CancellationToken ct)
    {
        var path = store is ILocalFiles files ? files.PathOf(key) : await CopyAsync(key, work.File("original"), ct);
        if (!File.Exists(path))
            throw new MediaNotFoundException(key);
        return new MediaSource(path, await probe.ProbeAsync(path, ct));
    }

    private async Task<string> CopyAsync(MediaKey key, string path, CancellationToken ct)
    {
        await using var from = await store.OpenAsync(key, 0, null, ct);
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await from.CopyToAsync(to, ct);
        return path;
    }
}
