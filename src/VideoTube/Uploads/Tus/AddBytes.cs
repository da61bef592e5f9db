using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Uploads.Previews;

namespace VideoTube.Uploads.Tus;

/// <summary>Goes on with an upload; with its last byte it becomes a video.</summary>
internal sealed class AddBytes(TusFolder folder, TusTurns turns, TusStore uploads, UploadPreviews previews, ReceiveBytes receive, FinishUpload finish)
{
    /// <returns>How far the upload is now.</returns>
    public async Task<Result<UploadState>> RunAsync(HttpRequest request, Id id, Id owner, long offset, TusChecksum? checksum)
    {
        if (uploads.Find(id, owner) is not { } found)
            return TusErrors.NotFound;
        if (found.Parts is not null)
            return TusErrors.Final;
        var taken = await turns.TakeAsync(id, request.HttpContext.RequestAborted);
        if (taken.Value is not { } turn)
            return taken.Error!;
        using (turn)
        {
            if (uploads.Find(id, owner) is not { } upload)
                return TusErrors.NotFound;
            upload = folder.DropUnverified(upload);
            if (offset != folder.OffsetOf(upload))
                return TusErrors.WrongOffset;
            if (upload.IsDone && TusHeaders.BringsBytes(request))
                return TusErrors.TooLong;
            if (!upload.IsDone && await receive.RunAsync(request, upload, turn, checksum) is { } refusal)
            {
                if (refusal.Status == 422)
                {
                    await previews.DropAsync(id);
                    folder.Remove(id);
                }

                if (refusal == TusErrors.DiskFull)
                    await previews.MakeRoomAsync();
                return refusal;
            }

            if (folder.OffsetOf(upload) == upload.Length && await finish.RunAsync(upload) is { } fault)
                return fault;
            return uploads.StateOf(id, owner);
        }
    }
}
