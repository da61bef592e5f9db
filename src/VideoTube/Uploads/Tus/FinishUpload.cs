using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Playback;
using VideoTube.Storage.Local;
using VideoTube.Uploads.Previews;
using VideoTube.Videos.Replacing;

namespace VideoTube.Uploads.Tus;

/// <summary>
/// Makes an upload that is whole a video, or sends it to the place of one. Its bytes stay until that is committed, under a second name, and the video has the
/// upload's id: after a crash anywhere it is done again, and makes nothing twice. Whoever calls it has the upload's turn.
/// </summary>
internal sealed class FinishUpload(TusFolder folder, TusTurns turns, TakeUpload take, ReplaceVideo replace, UploadPreviews previews, MediaAccess access, UploadFolder temporary, UploadStore rows, UploadSweep sweep, TimeProvider time)
{
    /// <returns>Why it is no video. What is refused as such is removed; after a fault of the site it can be tried again.</returns>
    public async Task<ApiError?> RunAsync(TusUpload upload)
    {
        if (upload.IsPartial)
            return null;
        if (!upload.IsDone)
        {
            if (await MakeAsync(upload) is { } error)
            {
                await previews.DropAsync(upload.Id);
                // What is in the way of a whole file may go away: the file is not lost for it.
                if (error.Status is < 500 and not 409)
                    await RemoveAsync(upload);
                return error;
            }

            folder.Save(upload with { DoneAt = time.GetUtcNow() });
            access.Forget(upload.Id);
            await previews.ForgetAsync(upload.Id);
        }

        File.Delete(folder.BytesOf(upload.Id));
        await EndPartsAsync(upload);
        return null;
    }

    private async Task<ApiError?> MakeAsync(TusUpload upload)
    {
        var status = await rows.FindStatusAsync(upload.Id, CancellationToken.None);
        if (status == "uploading")
        {
            // Of a process that died in the middle: whoever shares this folder may not have been started again yet.
            await sweep.RunAsync(CancellationToken.None);
            status = await rows.FindStatusAsync(upload.Id, CancellationToken.None);
        }

        if (status is not null)
            return status == "uploading" ? HttpErrors.Unavailable : null;
        if (upload.Parts is { } parts && await JoinAsync(upload, parts) is { } missing)
            return missing;
        return await TakeAsync(upload);
    }

    private async Task<ApiError?> TakeAsync(TusUpload upload)
    {
        var path = temporary.NewPath();
        try
        {
            LinkOrCopy(folder.BytesOf(upload.Id), path);
            var metadata = TusMetadata.Read(upload.Metadata);
            if (metadata.Replaces is { } replaced)
                return (await replace.RunAsync(path, replaced, upload.Owner, upload.Id)).Error;
            var grown = await previews.TakeAsync(upload.Id);
            var taken = await take.RunAsync(new ReceivedVideo(path, metadata.FileName, null, metadata.Details) { Id = upload.Id, Grown = grown }, upload.Owner);
            return taken.Error;
        }
        catch (RequestRefusedException refused)
        {
            return refused.Error;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>
    /// Copies the parts one behind the other; from the first again when a crash came between. A final upload that its first
    /// part became has the bytes of that one already.
    /// </summary>
    private async Task<ApiError?> JoinAsync(TusUpload upload, IReadOnlyList<Id> parts)
    {
        if (new FileInfo(folder.BytesOf(upload.Id)).Length == upload.Length)
            return null;
        try
        {
            var added = parts[0] == upload.Id ? [.. parts.Skip(1)] : parts;
            await using var whole = new FileStream(folder.BytesOf(upload.Id), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            whole.SetLength(upload.Length - added.Sum(part => new FileInfo(folder.BytesOf(part)).Length));
            whole.Position = whole.Length;
            foreach (var part in added)
            {
                await using var bytes = new FileStream(folder.BytesOf(part), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                await bytes.CopyToAsync(whole, 1 << 20);
            }

            await Task.Run(() => RandomAccess.FlushToDisk(whole.SafeFileHandle));
            return null;
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return TusErrors.Parts;
        }
        catch (IOException full) when (MultipartForm.IsDiskFull(full))
        {
            return TusErrors.DiskFull;
        }
    }

    private Task RemoveAsync(TusUpload upload)
    {
        folder.Remove(upload.Id);
        return EachPartAsync(upload, part => folder.Remove(part.Id));
    }

    /// <summary>Their bytes go; that they were complete is known on, for a client that did not get the answer and asks again.</summary>
    private Task EndPartsAsync(TusUpload upload) => EachPartAsync(upload, part =>
    {
        if (!part.IsDone)
            folder.Save(part with { DoneAt = time.GetUtcNow() });
        File.Delete(folder.BytesOf(part.Id));
    });

    /// <summary>One that is used for something else right now is left to its time.</summary>
    private async Task EachPartAsync(TusUpload upload, Action<TusUpload> act)
    {
        foreach (var id in (upload.Parts ?? []).Distinct().Where(part => part != upload.Id))
        {
            if (turns.TryTake(id) is not { } turn)
                continue;
            using (turn)
            {
                await previews.DropAsync(id);
                if (folder.Find(id) is { } part)
                    act(part);
            }
        }
    }

    private static void LinkOrCopy(string existing, string name)
    {
        if (!DurableFile.TryLink(existing, name))
            File.Copy(existing, name); // another file system, or one without links
    }
}
