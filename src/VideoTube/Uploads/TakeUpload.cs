using VideoTube.Chapters;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media;
using VideoTube.Media.Probing;
using VideoTube.Notifications;
using VideoTube.Processing;
using VideoTube.Storage;
using VideoTube.Storage.Local;
using VideoTube.Videos;

namespace VideoTube.Uploads;

/// <summary>
/// Makes a received file a video: probed, put into the store, queued for processing. A row says 'uploading' before the
/// first byte reaches the store, so that whatever a crash leaves is found again; one transaction then makes it a video.
/// </summary>
internal sealed class TakeUpload(
    Database database, VideoStore videos, ListPages lists, VideoPictures pictures, IMediaStore store, MediaProbe probe,
    MediaLeftovers leftovers, ProcessingStore processing, JobQueue jobs, OriginalCopies copies, Announcement announcement, UploadFolder folder, TimeProvider time)
{
    /// <summary>Takes no token: bytes that have arrived are kept also when the client does not wait for the answer.</summary>
    public async Task<Result<Video>> RunAsync(ReceivedVideo received, Id owner)
    {
        var id = received.Id ?? received.Past?.Id ?? Id.New(time);
        try
        {
            DurableFile.Sync(received.Path);
            var info = received.Grown?.Info ?? await probe.ProbeAsync(received.Path, CancellationToken.None);
            ChapterRules.CheckWithin(received.Details.Chapters ?? [], info.Duration.TotalSeconds);
            await using var picture = received.ThumbnailPath is { } sent ? await pictures.EncodeAsync(sent) : null;
            var video = new NewVideo(id, received, info, owner, folder.Node, time.GetUtcNow());
            await database.WriteAsync(session => UploadStore.InsertAsync(session, video), CancellationToken.None);
            await StoreAsync(video, picture);
        }
        catch (MediaRefusedException refused)
        {
            return FileErrors.Of(refused.Refusal);
        }
        catch (MediaStoreFullException)
        {
            return VideoErrors.DiskFull;
        }

        lists.Forget();
        return await videos.FindAsync(id, owner, CancellationToken.None);
    }

    private async Task StoreAsync(NewVideo video, Picture? picture)
    {
        try
        {
            copies.Keep(video.Original, video.Received.Path);
            await store.PutFileAsync(video.Original, video.Received.Path, CancellationToken.None);
            MediaKey? poster = null;
            if (picture is not null)
                await store.PutFileAsync((poster = VideoKeys.Thumbnail(video.Id, Id.New(time))).Value, picture.Path, CancellationToken.None);
            await database.WriteAsync(async session =>
            {
                await UploadStore.FinishAsync(session, video, poster, picture?.Preview);
                foreach (var rendition in video.Received.Grown?.Renditions ?? [])
                    await processing.OfferAsync(session, video.Received.Grown!.Place, rendition, isCopy: true, isComplete: true);
                await jobs.EnqueueAsync(session, JobKind.Prepare, video.Id);
                await announcement.QueueAsync(session, video.Id);
            }, CancellationToken.None);
        }
        catch
        {
            await UndoAsync(video);
            throw;
        }
    }

    /// <summary>A commit whose answer was lost may have made it a video all the same: then its files stay.</summary>
    private async Task UndoAsync(NewVideo video)
    {
        var folder = VideoKeys.Folder(video.Id);
        copies.Forget(folder);
        var undone = await database.WriteAsync(async session =>
        {
            if (!await UploadStore.RemoveAsync(session, video.Id))
                return false;
            await LeftoverStore.NoteAsync(session, folder, time.GetUtcNow());
            return true;
        }, CancellationToken.None);
        if (undone)
            await leftovers.EmptyAsync(folder);
    }
}
