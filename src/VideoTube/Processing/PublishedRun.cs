using System.Text;
using VideoTube.Media.Playlists;
using VideoTube.Storage;
using VideoTube.Storage.Local;

namespace VideoTube.Processing;

/// <summary>Puts what ffmpeg has finished into the store, each file once; playlists last, so that they name only what is there.</summary>
internal sealed class PublishedRun(IMediaStore store, RunPlace place, WorkFolder work)
{
    public PublishedRun(IMediaStore store, JobRun run) : this(store, run.Place, run.Work) { }

    private readonly Dictionary<string, int> segmentsThere = [];

    public async Task PutSegmentsAsync(Rendition rendition, CancellationToken ct)
    {
        var folder = place.HlsFolder / rendition.Name;
        if (!segmentsThere.TryGetValue(rendition.Name, out var there))
            await PutAsync(folder, rendition, Rendition.InitFileName, ct);
        foreach (var segment in rendition.Segments.Skip(there))
        {
            await PutAsync(folder, rendition, segment.FileName, ct);
            segmentsThere[rendition.Name] = ++there;
        }
    }

    /// <param name="promisedTarget">TARGETDURATION that players were told before; null: none were.</param>
    public async Task PutCompleteAsync(Rendition rendition, int? promisedTarget, CancellationToken ct)
    {
        await PutSegmentsAsync(rendition, ct);
        await PutPlaylistAsync(rendition, isComplete: true, promisedTarget, ct);
    }

    public async Task PutPlaylistAsync(Rendition rendition, bool isComplete, int? promisedTarget, CancellationToken ct)
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(MediaPlaylist.Write(rendition, isComplete, promisedTarget)));
        await store.PutAsync(place.HlsFolder / rendition.Name / Rendition.PlaylistFileName, text, ct);
    }

    /// <summary>The encoder reads its segments once more at its end, so the store gets a second name of the same file.</summary>
    private async Task PutAsync(MediaKey folder, Rendition rendition, string fileName, CancellationToken ct)
    {
        var name = Path.Combine(work.Sub("put"), $"{rendition.Name}-{fileName}");
        File.Delete(name);
        DurableFile.Link(Path.Combine(rendition.Folder, fileName), name);
        await store.PutFileAsync(folder / fileName, name, ct);
    }
}
