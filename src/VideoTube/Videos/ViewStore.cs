using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Videos;

/// <summary>
/// Counts views: once a viewer in 24 hours, after 30 seconds or half the video. What a player claims is believed only up
/// to twice the time that has passed since its report before (players go at double speed), and a first report has none
/// before it: to be counted takes that long in truth. Owners do not count: they watch to check their own work, and the
/// number tells how many others did.
/// </summary>
internal sealed class ViewStore(Database database, TimeProvider time) : ISweep
{
    private const double EnoughSeconds = 30, FastestPlayback = 2;
    private static readonly TimeSpan Once = TimeSpan.FromHours(24);

    // A cookie makes a viewer, and a program can ask for any number of them: a household or a school class passes.
    private readonly AttemptLimit newVisitors = new(20, TimeSpan.FromHours(1), time);

    string ISweep.What => "old reports of views";

    /// <summary>False when there is no such video for this person.</summary>
    /// <param name="viewer">Names the viewer of this video.</param>
    /// <param name="client">Where the report comes from: beyond some new visitors an hour its reports are neither stored nor counted.</param>
    /// <param name="watched">Seconds played since the report before.</param>
    public async Task<bool> ReportAsync(Id video, Id? person, string viewer, string client, double watched, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var report = new { video, watcher = viewer, watched, Now = now, Viewer = person?.ToString() ?? "", counted = now - Once, fastest = FastestPlayback / 1000 };
        Watching? before;
        await using (var read = await database.ReadAsync(ct))
            before = await read.FindAsync<Watching>($"""
                SELECT v.owner_id, v.duration, w.reported_at, w.counted_at FROM videos v
                LEFT JOIN views w ON w.video_id = v.id AND w.viewer = @watcher
                WHERE v.id = @video AND {VideoSight.Watchable}
                """, report);
        if (before is null)
            return false;
        // Most reports come after the view counted, and need no write.
        if (before.OwnerId == person || before.CountedAt > now - Once)
            return true;
        if (person is null && before.ReportedAt is null && newVisitors.Take($"{video} {client}") is not null)
            return true;

        var enough = before.Duration > 0 ? Math.Min(EnoughSeconds, before.Duration / 2) : EnoughSeconds;
        await database.WriteAsync(session => CountAsync(session, report, enough), ct);
        return true;
    }

    /// <summary>What no longer keeps a view from counting goes: the table holds one day, not all of them.</summary>
    Task<int> ISweep.RunAsync(CancellationToken ct) =>
        database.ExecuteAsync("DELETE FROM views WHERE reported_at < @before", new { before = time.GetUtcNow() - Once }, ct);

    private static async Task CountAsync(Session session, object report, double enough)
    {
        // The row is locked by its change until the commit: reports of one viewer come one after another.
        var watched = await session.FindAsync<double?>("""
            INSERT INTO views (video_id, viewer, watched, reported_at)
            SELECT id, @watcher, 0, @Now FROM videos WHERE id = @video
            ON CONFLICT (video_id, viewer) DO UPDATE SET
                watched = CASE WHEN views.counted_at > @counted THEN 0
                    WHEN @watched < (@Now - views.reported_at) * @fastest THEN views.watched + @watched
                    WHEN @Now > views.reported_at THEN views.watched + (@Now - views.reported_at) * @fastest
                    ELSE views.watched END,
                reported_at = @Now
            RETURNING watched
            """, report);
        if (!(watched >= enough))
            return;
        await session.ExecuteAsync("UPDATE views SET watched = 0, counted_at = @Now WHERE video_id = @video AND viewer = @watcher", report);
        await session.ExecuteAsync("UPDATE videos SET views = views + 1 WHERE id = @video", report);
    }

    private sealed record Watching
    {
        public Id OwnerId { get; init; }
        public double Duration { get; init; }
        public DateTimeOffset? ReportedAt { get; init; }
        public DateTimeOffset? CountedAt { get; init; }
    }
}
