using VideoTube.Chapters;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Notifications;
using VideoTube.Playback;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>What an owner changes about a video. That it is theirs stands in the WHERE clause.</summary>
internal sealed class EditVideo(
    Database database, VideoStore videos, ListPages lists, MediaAccess access, VideoPictures pictures, IMediaStore store,
    Announcement announcement, TimeProvider time)
{
    /// <param name="thumbnailPath">A picture as it was sent, or null to keep the one there is.</param>
    /// <param name="isAsSeen">Whether the video, once its row is held, still is what the editor saw; null where that is not asked.</param>
    /// <exception cref="Media.MediaRefusedException">The picture is at fault; nothing has changed.</exception>
    /// <exception cref="RequestRefusedException">A condition does not hold, or the details do not fit the video.</exception>
    public async Task<Result<Video>> RunAsync(
        Id id, Id owner, VideoDetails details, string? thumbnailPath, CancellationToken ct, Preconditions? conditions = null, Func<Video, bool>? isAsSeen = null)
    {
        if (thumbnailPath is not null && !await IsOwnAsync(id, owner, ct))
            return await videos.WhyNotAsync(id, owner, ct);
        await using var picture = thumbnailPath is null ? null : await pictures.EncodeAsync(thumbnailPath);
        MediaKey? poster = picture is null ? null : VideoKeys.Thumbnail(id, Id.New(time));
        VideoBefore? before = null;
        try
        {
            if (poster is { } key)
                await store.PutFileAsync(key, picture!.Path, ct);
            before = await database.WriteAsync(session => UpdateAsync(session, id, owner, details, poster, picture?.Preview, conditions, isAsSeen), ct);
        }
        finally
        {
            if (before is null && poster is { } unused)
                await store.DeleteAsync(unused, CancellationToken.None);
        }

        if (before is null)
            return await videos.WhyNotAsync(id, owner, ct);
        if (poster is not null && before.Poster is { } old)
            await store.DeleteAsync(MediaKey.Parse(old), CancellationToken.None);
        return await ChangedAsync(id, owner);
    }

    public async Task<Result<Video>> TogglePublishAsync(Id id, Id owner, CancellationToken ct) =>
        await database.WriteAsync(session => ToggleAsync(session, id, owner), ct)
            ? await ChangedAsync(id, owner)
            : await videos.WhyNotAsync(id, owner, ct);

    private async Task<bool> ToggleAsync(Session session, Id id, Id owner)
    {
        if (!await VideoChangeStore.TogglePublishAsync(session, id, owner, time.GetUtcNow()))
            return false;
        await announcement.QueueAsync(session, id);
        return true;
    }

    private async Task<VideoBefore?> UpdateAsync(
        Session session, Id id, Id owner, VideoDetails details, MediaKey? poster, string? preview, Preconditions? conditions, Func<Video, bool>? isAsSeen)
    {
        // The row is taken first, so that of two pictures sent at once each replaces, and removes, the one before it.
        var before = await VideoChangeStore.HoldAsync(session, id, owner);
        if (before is null)
            return null;
        await videos.CheckAsync(session, id, owner, conditions);
        if (isAsSeen is not null && (await videos.FindAsync(session, id, owner)).Value is { } now && !isAsSeen(now))
            throw new RequestRefusedException(HttpErrors.PreconditionFailed);
        ChapterRules.CheckWithin(details.Chapters ?? [], before.Duration);
        await VideoChangeStore.EditAsync(session, id, details, poster, preview, time.GetUtcNow());
        if (details.Tags is { } tags)
            await VideoTagRows.ReplaceAsync(session, id, before.CreatedAt, tags);
        if (!before.Listed)
            await announcement.QueueAsync(session, id);
        return before;
    }

    private async Task<bool> IsOwnAsync(Id id, Id owner, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await videos.IsOwnAsync(read, id, owner);
    }

    private async Task<Result<Video>> ChangedAsync(Id id, Id owner)
    {
        lists.Forget();
        access.Forget(id);
        return await videos.FindAsync(id, owner, CancellationToken.None);
    }
}
