using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Playlists;

/// <summary>What an owner does with the videos of a playlist. Its row is locked meanwhile: acts come one after another.</summary>
internal sealed class ArrangePlaylist(Database database, PlaylistStore playlists, VideoStore videos, ListCounts counts, TimeProvider time)
{
    /// <summary>Adds a video to the end.</summary>
    public async Task<Result<Playlist>> AddAsync(Id playlist, Id video, Id owner, CancellationToken ct)
    {
        if ((await videos.FindAsync(video, owner, ct)).Error is { } notThere)
            return await WhyNotTheirsAsync(playlist, owner, ct) ?? notThere;
        return await ActAsync(playlist, owner, async session =>
        {
            var (added, at) = (new { playlist, video, Viewer = owner, now = time.GetUtcNow() }, new { playlist, video });
            if (await session.FindAsync<string>("SELECT video_id FROM playlist_videos WHERE playlist_id = @playlist AND video_id = @video", at) is not null)
                return PlaylistErrors.VideoTwice;
            if (await session.GetAsync<long>("SELECT videos FROM playlists WHERE id = @playlist", at) >= PlaylistStore.MaxVideos)
                return PlaylistErrors.Full;
            return await session.ExecuteAsync($"""
                INSERT INTO playlist_videos (playlist_id, video_id, position, duration, shown, created_at)
                SELECT @playlist, v.id, (SELECT COALESCE(MAX(e.position), 0) + 1 FROM playlist_videos e WHERE e.playlist_id = @playlist),
                    v.duration, {VideoSight.Shown}, @now
                FROM videos v WHERE v.id = @video AND {VideoSight.Visible}
                """, added) == 0 ? VideoErrors.NotFound : null;
        }, ct);
    }

    public Task<Result<Playlist>> RemoveAsync(Id playlist, Id video, Id owner, CancellationToken ct) =>
        ActAsync(playlist, owner, async session =>
            await session.ExecuteAsync("DELETE FROM playlist_videos WHERE playlist_id = @playlist AND video_id = @video", new { playlist, video }) == 0
                ? PlaylistErrors.VideoNotInIt
                : null, ct);

    public async Task<Result<Playlist>> OrderAsync(Id playlist, Id owner, OrderPlaylist order, CancellationToken ct) => order switch
    {
        { Videos: { } all, Video: null, Before: null } => await ActAsync(playlist, owner, session => PutInOrderAsync(session, playlist, owner, all), ct),
        { Videos: null, Video: { } video } => await ActAsync(playlist, owner, session => MoveAsync(session, playlist, video, order.Before), ct),
        _ => await WhyNotTheirsAsync(playlist, owner, ct) ?? PlaylistErrors.OrderOrMove,
    };

    /// <summary>The videos that the owner sees exchange places; the others keep theirs.</summary>
    private static async Task<ApiError?> PutInOrderAsync(Session session, Id playlist, Id owner, IReadOnlyList<Id> order)
    {
        var entries = await session.ListAsync<Entry>($"""
            SELECT e.video_id, e.position FROM playlist_videos e JOIN videos v ON v.id = e.video_id
            WHERE e.playlist_id = @playlist AND {VideoSight.Visible} ORDER BY e.position, e.video_id
            """, new { playlist, Viewer = owner });
        if (order.Count != entries.Count || !entries.Select(entry => entry.VideoId).ToHashSet().SetEquals(order))
            return PlaylistErrors.OtherVideos;
        for (var i = 0; i < order.Count; i++)
            if (entries[i].VideoId != order[i])
                await session.ExecuteAsync("UPDATE playlist_videos SET position = @Position WHERE playlist_id = @playlist AND video_id = @video",
                    new { playlist, video = order[i], entries[i].Position });
        return null;
    }

    /// <summary>A place is made before the other video; what stands from there on moves by one.</summary>
    private static async Task<ApiError?> MoveAsync(Session session, Id playlist, Id video, Id? before)
    {
        var place = before is { } other
            ? await session.FindAsync<long?>("SELECT position FROM playlist_videos WHERE playlist_id = @playlist AND video_id = @other", new { playlist, other })
            : await session.FindAsync<long?>("SELECT MAX(position) + 1 FROM playlist_videos WHERE playlist_id = @playlist", new { playlist });
        if (place is null)
            return PlaylistErrors.VideoNotInIt;
        await session.ExecuteAsync("UPDATE playlist_videos SET position = position + 1 WHERE playlist_id = @playlist AND position >= @place", new { playlist, place });
        return await session.ExecuteAsync("UPDATE playlist_videos SET position = @place WHERE playlist_id = @playlist AND video_id = @video", new { playlist, video, place }) == 0
            ? PlaylistErrors.VideoNotInIt
            : null;
    }

    private async Task<Result<Playlist>> ActAsync(Id playlist, Id owner, Func<Session, Task<ApiError?>> act, CancellationToken ct)
    {
        try
        {
            var isTheirs = await database.WriteAsync(async session =>
            {
                var locked = await session.FindAsync<string>(
                    $"SELECT id FROM playlists WHERE id = @playlist AND owner_id = @owner {database.Dialect.RowLock}", new { playlist, owner });
                if (locked is null)
                    return false;
                if (await act(session) is { } error)
                    throw new RequestRefusedException(error); // undoes what was done so far
                await session.ExecuteAsync("UPDATE playlists SET updated_at = @now WHERE id = @playlist", new { playlist, now = time.GetUtcNow() });
                return true;
            }, ct);
            if (!isTheirs)
                return await playlists.WhyNotAsync(playlist, owner, ct);
        }
        catch (RequestRefusedException refused)
        {
            return refused.Error;
        }

        counts.Forget();
        return await playlists.FindAsync(playlist, owner, CancellationToken.None);
    }

    private async Task<ApiError?> WhyNotTheirsAsync(Id playlist, Id owner, CancellationToken ct) =>
        (await playlists.FindAsync(playlist, owner, ct)) is var found && found.Value?.Owner.Id == owner ? null : found.Error ?? PlaylistErrors.NotYours;

    private sealed record Entry
    {
        public Id VideoId { get; init; }
        public long Position { get; init; }
    }
}
