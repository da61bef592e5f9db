using System.Text;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media.Captions;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Captions;

/// <summary>What an owner does with a video's captions. Each change makes a new file; the old one goes when the row names the new.</summary>
internal sealed class ChangeCaptions(Database database, VideoStore videos, IMediaStore store, TimeProvider time)
{
    /// <summary>Null when this person may change the video.</summary>
    public async Task<ApiError?> WhyNotAsync(Id video, Id owner, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await videos.IsOwnAsync(read, video, owner) ? null : await videos.WhyNotAsync(video, owner, ct);
    }

    /// <param name="label">Null keeps the one there is, or takes the language's own name.</param>
    public async Task<Result<SavedCaption>> SaveAsync(Id video, Id owner, string language, CaptionTrack track, string? label, CancellationToken ct)
    {
        var key = CaptionKeys.New(video, language, Id.New(time));
        SavedCaption? saved = null;
        try
        {
            using (var text = new MemoryStream(Encoding.UTF8.GetBytes(WebVtt.Write(track))))
                await store.PutAsync(key, text, ct);
            saved = await database.WriteAsync(session => SaveAsync(session, video, owner, language, key, label), ct);
        }
        finally
        {
            if (saved is null)
                await store.DeleteAsync(key, CancellationToken.None);
        }

        if (saved is null)
            return await videos.WhyNotAsync(video, owner, ct);
        await DeleteFileAsync(saved.Before);
        return saved;
    }

    public async Task<Result<SavedCaption>> RenameAsync(Id video, Id owner, string language, string label, CancellationToken ct)
    {
        var saved = await database.WriteAsync(async session =>
        {
            if (!await videos.TouchAsync(session, video, owner) || await CaptionStore.FindFileAsync(session, video, language) is not { } file)
                return null;
            return await CaptionStore.SaveAsync(session, video, language, label, label, file, time.GetUtcNow());
        }, ct);
        if (saved is not null)
            return new SavedCaption(saved, IsNew: false, Before: null);
        return await WhyNotAsync(video, owner, ct) ?? CaptionErrors.NotFound;
    }

    /// <summary>Null when they are gone.</summary>
    public async Task<ApiError?> DeleteAsync(Id video, Id owner, string language, CancellationToken ct)
    {
        var file = await database.WriteAsync(async session =>
        {
            if (!await videos.TouchAsync(session, video, owner) || await CaptionStore.FindFileAsync(session, video, language) is not { } before)
                return null;
            await CaptionStore.DeleteAsync(session, video, language);
            return (MediaKey?)before;
        }, ct);
        if (file is null)
            return await WhyNotAsync(video, owner, ct) ?? CaptionErrors.NotFound;
        await DeleteFileAsync(file);
        return null;
    }

    private async Task<SavedCaption?> SaveAsync(Session session, Id video, Id owner, string language, MediaKey key, string? label)
    {
        if (!await videos.TouchAsync(session, video, owner))
            return null;
        var before = await CaptionStore.FindFileAsync(session, video, language);
        if (before is null && !await CaptionStore.HasRoomAsync(session, video))
            throw new RequestRefusedException(CaptionErrors.TooMany);
        var caption = await CaptionStore.SaveAsync(session, video, language, label, LanguageNames.Of(language), key, time.GetUtcNow());
        return new SavedCaption(caption, before is null, before);
    }

    private async Task DeleteFileAsync(MediaKey? file)
    {
        if (file is { } key)
            await store.DeleteAsync(key, CancellationToken.None);
    }
}

/// <param name="Before">The file it took the place of.</param>
internal sealed record SavedCaption(Caption Caption, bool IsNew, MediaKey? Before);
