using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Uploads.Previews;

namespace VideoTube.Uploads.Tus;

/// <summary>Ends uploads, also such that are being written to, and frees their room.</summary>
internal sealed class RemoveUpload(TusFolder folder, TusTurns turns, UploadPreviews previews)
{
    /// <returns>Null also when it was gone already.</returns>
    public async Task<ApiError?> RunAsync(Id id, CancellationToken ct)
    {
        var seized = await turns.SeizeAsync(id, ct);
        if (seized.Value is not { } turn)
            return seized.Error == TusErrors.NotFound ? null : seized.Error;
        using (turn)
        {
            await previews.DropAsync(id);
            folder.Remove(id);
        }

        return null;
    }

    /// <summary>The same; with a part that begins a file goes the one that ends it.</summary>
    public async Task<ApiError?> RunWholeAsync(TusUpload upload, CancellationToken ct)
    {
        var tail = PartOfWhole.Of(upload) is { Offset: 0 } begins ? begins.FindTail(upload, folder.List()) : null;
        return await RunAsync(upload.Id, ct) ?? (tail is null ? null : await RunAsync(tail.Id, ct));
    }

    /// <summary>All that somebody who leaves has begun.</summary>
    public async Task RunAllOfAsync(Id owner, CancellationToken ct)
    {
        foreach (var upload in folder.List().Where(upload => upload.Owner == owner).ToList())
            await RunAsync(upload.Id, ct);
    }
}
