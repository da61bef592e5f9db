using VideoTube.Data;
using VideoTube.Media.Growing;
using VideoTube.Processing;
using VideoTube.Storage;
using VideoTube.Uploads.Tus;
using VideoTube.Videos;

namespace VideoTube.Uploads.Previews;

/// <summary>
/// Follows the uploads that arrive in this process: their owners watch them meanwhile, and with the last byte their HLS is
/// there. Nothing depends on it: what is not followed to its end is prepared like any other video.
/// </summary>
internal sealed partial class UploadPreviews(
    UploadProgress progress, TusFolder uploads, FollowUpload follow, UploadStore rows, IMediaStore store, TimeProvider time,
    ILogger<UploadPreviews> log) : IHostedService
{
    /// <summary>Copying is cheap, but each holds a process and reads along with a disk that is being written.</summary>
    public const int AtOnce = 2;

    /// <summary>So long an upload may say nothing before another takes its place; with its next byte it begins anew.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    /// <summary>What a client waits at its last byte at most; doing it over would take longer than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<Id, UploadPreview> known = [];
    private IDisposable? listening;

    public Task StartAsync(CancellationToken ct)
    {
        listening = progress.Listen(Hear);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken ct)
    {
        listening?.Dispose();
        foreach (var id in Ids())
            await EndAsync(id);
    }

    /// <summary>What its owner can watch of an upload by now; null when nothing.</summary>
    public UploadPreview? Find(Id upload)
    {
        lock (gate)
            return known.GetValueOrDefault(upload) is { Shown.Count: > 0 } preview ? preview : null;
    }

    /// <summary>When all bytes have arrived: what was made of them, once; null where the ordinary way has to be taken.</summary>
    public async Task<GrownUpload?> TakeAsync(Id upload)
    {
        UploadPreview? preview;
        lock (gate)
        {
            preview = known.GetValueOrDefault(upload);
            if (preview is null or { IsTaken: true })
                return null;
            preview.IsTaken = true;
        }

        try
        {
            return await preview.Ended.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            log.TooSlow(upload);
            preview.Stop();
            return await preview.Ended;
        }
    }

    /// <summary>Room is needed for bytes themselves: what was made of those that came goes, and of these uploads no more is made.</summary>
    public Task MakeRoomAsync()
    {
        IReadOnlyList<UploadPreview> all;
        lock (gate)
            all = [.. known.Values.Where(preview => !preview.Ended.IsCompleted)];
        foreach (var preview in all)
            preview.Stop();
        return Task.WhenAll(all.Select(preview => preview.Ended));
    }

    /// <summary>It is a video now: its files are the video's.</summary>
    public Task ForgetAsync(Id upload) => EndAsync(upload);

    /// <summary>It will never be a video: nothing of it stays.</summary>
    public async Task DropAsync(Id upload)
    {
        await EndAsync(upload);
        if (await rows.FindStatusAsync(upload, CancellationToken.None) is null)
            await store.DeleteAllAsync(VideoKeys.Folder(upload), CancellationToken.None);
    }

    private IReadOnlyList<Id> Ids()
    {
        lock (gate)
            return [.. known.Keys];
    }

    private async Task EndAsync(Id upload)
    {
        UploadPreview? preview;
        lock (gate)
            known.Remove(upload, out preview);
        if (preview is null)
            return;
        preview.Stop();
        await preview.Ended;
        preview.Dispose();
    }

    /// <summary>On the thread that writes.</summary>
    private void Hear(ArrivedBytes arrived)
    {
        lock (gate)
        {
            if (known.TryGetValue(arrived.Upload.Id, out var preview))
            {
                preview.Grow(arrived.Bytes);
                return;
            }

            if (known.Values.Count(other => !other.Ended.IsCompleted) >= AtOnce)
                return;
            preview = new UploadPreview(new RunPlace(arrived.Upload.Id, VideoKeys.Folder(arrived.Upload.Id), Id.New(time)), arrived.Upload.Owner, Idle, time);
            preview.Grow(arrived.Bytes);
            preview.Ended = Task.Run(() => RunAsync(preview, arrived.Upload));
            known[arrived.Upload.Id] = preview;
        }
    }

    private async Task<GrownUpload?> RunAsync(UploadPreview preview, TusUpload upload)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(preview.Stopped, preview.FellSilent);
        GrownUpload? grown = null;
        try
        {
            using var file = Open(upload);
            preview.Follow(file);
            grown = await follow.RunAsync(preview.Place, file, preview.Show, end.Token);
            log.Followed(upload.Id);
        }
        catch (CannotStreamException why)
        {
            log.NotFollowed(upload.Id, why.Message);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            if (!preview.Stopped.IsCancellationRequested)
                ForgetSilent(upload.Id);
        }
#pragma warning disable CA1031 // A preview is an extra: the upload goes on without it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.Failed(fault, upload.Id);
        }

        if (grown is null)
            await RemoveAsync(preview);
        return grown;
    }

    /// <exception cref="CannotStreamException">It is a part whose others are not known.</exception>
    private GrowingFile Open(TusUpload upload)
    {
        if (upload.Replaces is not null)
            throw new CannotStreamException("It is to take a video's place, which plays meanwhile.");
        var path = uploads.BytesOf(upload.Id);
        if (!upload.IsPartial)
            return new GrowingFile(path, upload.Length);
        if (PartOfWhole.Of(upload) is not { Offset: 0 } head || head.FindTail(upload, uploads.List()) is not { } tail || uploads.OffsetOf(tail) < tail.Length)
            throw new CannotStreamException("It is a part, and its end did not come first.");
        return new GrowingFile(path, head.Length, new FileTail(uploads.BytesOf(tail.Id), tail.Length));
    }

    private void ForgetSilent(Id upload)
    {
        lock (gate)
            known.Remove(upload);
    }

    private async Task RemoveAsync(UploadPreview preview)
    {
        preview.Hide();
        try
        {
            await store.DeleteAllAsync(preview.Place.HlsFolder, CancellationToken.None);
        }
#pragma warning disable CA1031 // It goes when the upload does.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.Failed(fault, preview.Place.Subject);
        }
    }
}
