using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Storage;
using VideoTube.Storage.Local;
using VideoTube.Videos;

namespace VideoTube.Processing;

/// <summary>
/// Originals at hand for the jobs of this machine, where media lives elsewhere: as they came in, or as a job fetched them.
/// They may be lost at any time, and go when their video needs them no more.
/// </summary>
internal sealed class OriginalCopies(Settings settings, IMediaStore store, TimeProvider time) : ISweep
{
    /// <summary>A video that waits longer for its job fetches its original anew.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly string folder = Path.Combine(settings.TemporaryFolder, "originals");

    public string What => "copies of originals";

    /// <summary>Before a file goes into the store: keeps a second name of it, where the store does not leave it here anyway.</summary>
    public void Keep(MediaKey original, string path)
    {
        if (store is ILocalFiles)
            return;
        Directory.CreateDirectory(folder);
        // Where that cannot be, it is fetched when a job wants it.
        _ = DurableFile.TryLink(path, PathOf(original));
    }

    /// <summary>Path of the copy; fetched when there is none.</summary>
    /// <exception cref="MediaNotFoundException">The file is not in the store.</exception>
    public async Task<string> GetAsync(MediaKey original, CancellationToken ct)
    {
        var path = PathOf(original);
        if (File.Exists(path))
            return path;
        Directory.CreateDirectory(folder);
        var unnamed = $"{path}.{Guid.NewGuid():N}";
        try
        {
            await store.FetchAsync(original, unnamed, ct);
            File.Move(unnamed, path, overwrite: true);
            return path;
        }
        finally
        {
            File.Delete(unnamed);
        }
    }

    /// <param name="media">The folder of the original.</param>
    public void Forget(MediaKey media)
    {
        if (Directory.Exists(folder))
            File.Delete(NameOf(media.Value));
    }

    public Task<int> RunAsync(CancellationToken ct)
    {
        var old = Directory.Exists(folder)
            ? Directory.GetFiles(folder).Where(path => File.GetLastWriteTimeUtc(path) < (time.GetUtcNow() - Lifetime).UtcDateTime).ToList()
            : [];
        old.ForEach(File.Delete);
        return Task.FromResult(old.Count);
    }

    private string PathOf(MediaKey original) => NameOf(original.Value[..original.Value.LastIndexOf('/')]);

    /// <summary>A folder of media has one original.</summary>
    private string NameOf(string media) => Path.Combine(folder, media.Replace('/', '-'));
}
