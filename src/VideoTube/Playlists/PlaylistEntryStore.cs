using VideoTube.Data;
using VideoTube.Videos;

namespace VideoTube.Playlists;

/// <summary>The places of a playlist, as the acts of its owner read and write them in their transactions.</summary>
internal static class PlaylistEntryStore
{
    /// <summary>Takes the playlist until the transaction ends; false when it is not theirs.</summary>
    public static async Task<bool> HoldAsync(Session session, Dialect dialect, Id playlist, Id owner) => await session.FindAsync<string>(
        $"SELECT id FROM playlists WHERE id = @playlist AND owner_id = @owner {dialect.RowLock}", new { playlist, owner }) is not null;

    public static Task TouchAsync(Session session, Id playlist, DateTimeOffset now) =>
        session.ExecuteAsync("UPDATE playlists SET updated_at = @now WHERE id = @playlist", new { playlist, now });

    public static async Task<bool> HasAsync(Session session, Id playlist, Id video) => await FindPlaceAsync(session, playlist, video) is not null;

    public static Task<long> CountAsync(Session session, Id playlist) =>
        session.GetAsync<long>("SELECT videos FROM playlists WHERE id = @playlist", new { playlist });

    /// <summary>At the end; false when its adder does not see the video.</summary>
    public static async Task<bool> AppendAsync(Session session, Id playlist, Id video, Id adder, DateTimeOffset now) => await session.ExecuteAsync($"""
        INSERT INTO playlist_videos (playlist_id, video_id, position, duration, shown, created_at)
        SELECT @playlist, v.id, (SELECT COALESCE(MAX(e.position), 0) + 1 FROM playlist_videos e WHERE e.playlist_id = @playlist),
            v.duration, {VideoSight.Shown}, @now
        FROM videos v WHERE v.id = @video AND {VideoSight.Visible}
        """, new { playlist, video, Viewer = adder, now }) == 1;

    public static async Task<bool> RemoveAsync(Session session, Id playlist, Id video) => await session.ExecuteAsync(
        "DELETE FROM playlist_videos WHERE playlist_id = @playlist AND video_id = @video", new { playlist, video }) == 1;

    /// <summary>The videos that this person sees, in order.</summary>
    public static Task<IReadOnlyList<PlaylistEntry>> ListAsync(Session session, Id playlist, Id viewer) => session.ListAsync<PlaylistEntry>($"""
        SELECT e.video_id, e.position FROM playlist_videos e JOIN videos v ON v.id = e.video_id
        WHERE e.playlist_id = @playlist AND {VideoSight.Visible} ORDER BY e.position, e.video_id
        """, new { playlist, Viewer = viewer });

    /// <summary>Null when it is not in it.</summary>
    public static Task<long?> FindPlaceAsync(Session session, Id playlist, Id video) => session.FindAsync<long?>(
        "SELECT position FROM playlist_videos WHERE playlist_id = @playlist AND video_id = @video", new { playlist, video });

    /// <summary>Behind the last; null when the playlist is empty.</summary>
    public static Task<long?> FindEndAsync(Session session, Id playlist) =>
        session.FindAsync<long?>("SELECT MAX(position) + 1 FROM playlist_videos WHERE playlist_id = @playlist", new { playlist });

    /// <summary>What stands from this place on moves by one.</summary>
    public static Task MakeRoomAsync(Session session, Id playlist, long place) => session.ExecuteAsync(
        "UPDATE playlist_videos SET position = position + 1 WHERE playlist_id = @playlist AND position >= @place", new { playlist, place });

    /// <summary>False when it is not in it.</summary>
    public static async Task<bool> PlaceAsync(Session session, Id playlist, Id video, long place) => await session.ExecuteAsync(
        "UPDATE playlist_videos SET position = @place WHERE playlist_id = @playlist AND video_id = @video", new { playlist, video, place }) == 1;
}

internal sealed record PlaylistEntry
{
    public Id VideoId { get; init; }
    public long Position { get; init; }
}
