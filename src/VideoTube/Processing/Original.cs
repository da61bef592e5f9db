using VideoTube.Data;
using VideoTube.Media.Encoders;
using VideoTube.Media.Probing;
using VideoTube.Storage;

namespace VideoTube.Processing;

/// <summary>Opens the uploaded file for ffmpeg: in place where the store is a disk of this machine, else as a copy.</summary>
internal sealed class Original(IMediaStore store, OriginalCopies copies, MediaProbe probe)
{
    /// <exception cref="MediaNotFoundException">The file is not in the store.</exception>
    /// <exception cref="Media.MediaRefusedException">The file is at fault.</exception>
    public async Task<MediaSource> OpenAsync(MediaKey key, CancellationToken ct)
    {
        var path = await GetAsync(key, ct);
        return new MediaSource(path, await probe.ProbeAsync(path, ct));
    }

    /// <summary>Absolute path of the file.</summary>
    /// <exception cref="MediaNotFoundException">The file is not in the store.</exception>
    public async Task<string> GetAsync(MediaKey key, CancellationToken ct)
    {
        var path = store is ILocalFiles files ? files.PathOf(key) : await copies.GetAsync(key, ct);
        if (!File.Exists(path))
            throw new MediaNotFoundException(key);
        return path;
    }
}
