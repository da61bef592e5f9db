using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Playback;
using VideoTube.Processing;
using VideoTube.Storage;
using VideoTube.Uploads;

namespace VideoTube.Videos;

/// <summary>An owner puts one of the pictures that were made of a video before it. Whatever stood there goes.</summary>
internal sealed class ChoosePoster(
    Database database, VideoStore videos, PosterStore posters, ListPages lists, MediaAccess access, PosterPreview previews, UploadFolder folder,
    IMediaStore store, TimeProvider time)
{
    /// <summary>Null when this person may choose.</summary>
    public async Task<ApiError?> WhyNotAsync(Id id, Id owner, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await videos.IsOwnAsync(read, id, owner) ? null : await videos.WhyNotAsync(id, owner, ct);
    }

    public async Task<Result<Video>> RunAsync(Id id, Id owner, int candidate, CancellationToken ct)
    {
        if (await WhyNotAsync(id, owner, ct) is { } error)
            return error;
        if ((await posters.ListAsync(id, ct)).FirstOrDefault(choice => choice.Number == candidate) is not { } chosen)
            return PosterErrors.NotFound;
        if (!chosen.IsChosen)
            await ReplaceAsync(id, owner, chosen, ct);
        lists.Forget();
        access.Forget(id);
        return await videos.FindAsync(id, owner, CancellationToken.None);
    }

    /// <summary>A copy under a new name, as with each change: the candidate stays, to be chosen again.</summary>
    private async Task ReplaceAsync(Id id, Id owner, PosterRow chosen, CancellationToken ct)
    {
        var poster = VideoKeys.Poster(VideoKeys.Folder(id), Id.New(time));
        var work = Directory.CreateDirectory(folder.NewPath());
        VideoBefore? before = null;
        try
        {
            var copy = Path.Combine(work.FullName, "chosen.jpg");
            await store.FetchAsync(MediaKey.Parse(chosen.File), copy, ct);
            var preview = await previews.MakeAsync(copy, work.FullName, ct);
            await store.PutFileAsync(poster, copy, ct);
            before = await database.WriteAsync(async session =>
            {
                var held = await VideoChangeStore.HoldAsync(session, id, owner);
                if (held is not null)
                    await PosterStore.ChooseAsync(session, id, chosen.Number, poster, preview, time.GetUtcNow());
                return held;
            }, ct);
        }
        finally
        {
            work.Delete(recursive: true);
            if (before is null)
                await store.DeleteAsync(poster, CancellationToken.None);
        }

        if (before?.Poster is { } old)
            await store.DeleteAsync(MediaKey.Parse(old), CancellationToken.None);
    }
}
