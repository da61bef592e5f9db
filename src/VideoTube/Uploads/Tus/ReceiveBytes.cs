using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Win32.SafeHandles;
using VideoTube.Http;
using VideoTube.Media.Sniffing;

namespace VideoTube.Uploads.Tus;

/// <summary>
/// A request's bytes at the end of an upload: from the server's buffers to the disk without another copy, and synced before
/// anybody is told of them. However it ends, what came is kept, unless it has a checksum that was not shown to be right.
/// </summary>
internal sealed class ReceiveBytes(TusFolder folder, UploadProgress progress, TimeProvider time)
{
    /// <returns>Why it ended before its time; null when all of the body is on the disk.</returns>
    public async Task<ApiError?> RunAsync(HttpRequest request, TusUpload upload, TusTurn turn, TusChecksum? checksum)
    {
        using var file = folder.OpenBytes(upload.Id);
        var start = RandomAccess.GetLength(file);
        if (request.ContentLength > upload.Length - start)
            return TusErrors.TooLong;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (checksum is not null)
            folder.Save(upload with { VerifiedTo = start });
        var isWhole = false;
        try
        {
            var refusal = await CopyAsync(request, file, upload, turn, checksum);
            isWhole = refusal is null;
            return refusal;
        }
        finally
        {
            if (checksum is not null && !isWhole)
                RandomAccess.SetLength(file, start);
            await Task.Run(() => RandomAccess.FlushToDisk(file));
            if (checksum is not null)
                folder.Save(upload);
            progress.Tell(upload, RandomAccess.GetLength(file));
        }
    }

    private async Task<ApiError?> CopyAsync(HttpRequest request, SafeFileHandle file, TusUpload upload, TusTurn turn, TusChecksum? checksum)
    {
        var start = RandomAccess.GetLength(file);
        var (offset, needed) = (start, Math.Min(ContainerSniffer.Enough, upload.Length));
        var syncing = new SyncAlong(file, time, start);
        try
        {
            for (var isOver = false; !isOver;)
            {
                var read = await ReadAsync(request, turn);
                var (bytes, count) = (read.Buffer, read.Buffer.Length);
                try
                {
                    isOver = read.IsCompleted && bytes.IsEmpty;
                    if (count > upload.Length - offset)
                    {
                        RandomAccess.SetLength(file, start);
                        return TusErrors.TooLong;
                    }

                    await WriteAsync(file, bytes, offset);
                    checksum?.Add(bytes);
                }
                finally
                {
                    // Also behind the last byte: the server closes a connection whose reading was left open.
                    request.BodyReader.AdvanceTo(bytes.End);
                }

                var isJudged = offset >= needed;
                offset += count;
                if (!isJudged && offset >= needed && !upload.IsPartial && await JudgeAsync(file, (int)needed) is { } refusal)
                    return refusal;
                syncing.Go(offset);
                if (checksum is null)
                    progress.Tell(upload, offset);
            }
        }
        catch (OperationCanceledException) when (turn.Stopped.IsCancellationRequested)
        {
            return TusErrors.Busy;
        }
        catch (IOException full) when (MultipartForm.IsDiskFull(full))
        {
            return TusErrors.DiskFull;
        }
        finally
        {
            await syncing.EndAsync();
        }

        return checksum?.IsRight() == false ? TusErrors.Checksum : null;
    }

    private static async Task<ReadResult> ReadAsync(HttpRequest request, TusTurn turn)
    {
        turn.Waits();
        try
        {
            // Not the request's own token: what came before a connection broke is still to be read.
            return await request.BodyReader.ReadAsync(turn.Stopped);
        }
        finally
        {
            turn.Heard();
        }
    }

    private static async ValueTask WriteAsync(SafeFileHandle file, ReadOnlySequence<byte> bytes, long offset)
    {
        if (bytes.IsSingleSegment)
        {
            await RandomAccess.WriteAsync(file, bytes.First, offset);
            return;
        }

        var segments = new List<ReadOnlyMemory<byte>>();
        foreach (var segment in bytes)
            segments.Add(segment);
        await RandomAccess.WriteAsync(file, segments, offset);
    }

    /// <summary>A file that is no video is refused by its first bytes.</summary>
    private static async Task<ApiError?> JudgeAsync(SafeFileHandle file, int length)
    {
        var start = new byte[length];
        await RandomAccess.ReadAsync(file, start, 0);
        return ContainerSniffer.Sniff(start, isAll: true)!.Refusal is { } refusal ? FileErrors.Of(refusal) : null;
    }
}
