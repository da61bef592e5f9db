using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Accounts.Pictures;

/// <summary>Removes pictures that nobody's row names: a crash came between the file and the row.</summary>
internal sealed class PictureSweep(IMediaStore media, PictureStore pictures, TimeProvider time) : ISweep
{
    /// <summary>Longer than any request takes from the file to the row.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromHours(1);

    public string What => "pictures that nobody shows";

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var unused = new List<MediaKey>();
        await foreach (var key in media.ListAsync(PictureKind.Folder, ct))
            if (PictureKind.OwnerOf(key) is { } owner && !await pictures.IsShownAsync(owner, key, ct)
                && await media.FindAsync(key, ct) is { } facts && facts.ModifiedAt < time.GetUtcNow() - OnItsWay)
                unused.Add(key);
        foreach (var key in unused)
            await media.DeleteAsync(key, ct);
        return unused.Count;
    }
}
