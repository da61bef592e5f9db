using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Playlists;

/// <summary>What an owner does with the videos of a playlist. Its row is locked meanwhile: acts come one after another.</summary>
internal sealed class ArrangePlaylist(Database database, PlaylistStore playlists, VideoStore videos, ListPages lists, TimeProvider time)
{
    /// <summary>Adds a video to the end.</summary>
    public async Task<Result<Playlist>> AddAsync(Id playlist, Id video, Id owner, CancellationToken ct)
    {
        if ((await videos.FindAsync(video, owner, ct)).Error is { } notThere)
            return await WhyNotTheirsAsync(playlist, owner, ct) ?? notThere;
        return await ActAsync(playlist, owner, async session =>
        {
            if (await PlaylistEntryStore.HasAsync(session, playlist, video))
                return PlaylistErrors.VideoTwice;
            if (await PlaylistEntryStore.CountAsync(session, playlist) >= PlaylistStore.MaxVideos)
                return PlaylistErrors.Full;
            return await PlaylistEntryStore.AppendAsync(session, playlist, video, owner, time.GetUtcNow()) ? null : VideoErrors.NotFound;
        }, ct);
    }

    public Task<Result<Playlist>> RemoveAsync(Id playlist, Id video, Id owner, CancellationToken ct) =>
        ActAsync(playlist, owner, async session =>
            await PlaylistEntryStore.RemoveAsync(session, playlist, video) ? null : PlaylistErrors.VideoNotInIt, ct);

    public async Task<Result<Playlist>> OrderAsync(Id playlist, Id owner, OrderPlaylist order, CancellationToken ct) => order switch
    {
        { Videos: { } all, Video: null, Before: null } => await ActAsync(playlist, owner, session => PutInOrderAsync(session, playlist, owner, all), ct),
        { Videos: null, Video: { } video } => await ActAsync(playlist, owner, session => MoveAsync(session, playlist, video, order.Before), ct),
        _ => await WhyNotTheirsAsync(playlist, owner, ct) ?? PlaylistErrors.OrderOrMove,
    };

    /// <summary>The videos that the owner sees exchange places; the others keep theirs.</summary>
    private static async Task<ApiError?> PutInOrderAsync(Session session, Id playlist, Id owner, IReadOnlyList<Id> order)
    {
        var entries = await PlaylistEntryStore.ListAsync(session, playlist, owner);
        if (order.Count != entries.Count || !entries.Select(entry => entry.VideoId).ToHashSet().SetEquals(order))
            return PlaylistErrors.OtherVideos;
        for (var i = 0; i < order.Count; i++)
            if (entries[i].VideoId != order[i])
                await PlaylistEntryStore.PlaceAsync(session, playlist, order[i], entries[i].Position);
        return null;
    }

    /// <summary>A place is made before the other video; what stands from there on moves by one.</summary>
    private static async Task<ApiError?> MoveAsync(Session session, Id playlist, Id video, Id? before)
    {
        var place = before is { } other
            ? await PlaylistEntryStore.FindPlaceAsync(session, playlist, other)
            : await PlaylistEntryStore.FindEndAsync(session, playlist);
        if (place is null)
            return PlaylistErrors.VideoNotInIt;
        await PlaylistEntryStore.MakeRoomAsync(session, playlist, place.Value);
        return await PlaylistEntryStore.PlaceAsync(session, playlist, video, place.Value) ? null : PlaylistErrors.VideoNotInIt;
    }

    private async Task<Result<Playlist>> ActAsync(Id playlist, Id owner, Func<Session, Task<ApiError?>> act, CancellationToken ct)
    {
        try
        {
            var isTheirs = await database.WriteAsync(async session =>
            {
                if (!await PlaylistEntryStore.HoldAsync(session, database.Dialect, playlist, owner))
                    return false;
                if (await act(session) is { } error)
                    throw new RequestRefusedException(error); // undoes what was done so far
                await PlaylistEntryStore.TouchAsync(session, playlist, time.GetUtcNow());
                return true;
            }, ct);
            if (!isTheirs)
                return await playlists.WhyNotAsync(playlist, owner, ct);
        }
        catch (RequestRefusedException refused)
        {
            return refused.Error;
        }

        lists.Forget();
        return await playlists.FindAsync(playlist, owner, CancellationToken.None);
    }

    private async Task<ApiError?> WhyNotTheirsAsync(Id playlist, Id owner, CancellationToken ct) =>
        (await playlists.FindAsync(playlist, owner, ct)) is var found && found.Value?.Owner.Id == owner ? null : found.Error ?? PlaylistErrors.NotYours;
}
