using VideoTube.Data;

namespace VideoTube.Videos;

/// <summary>What is known of viewers, and the numbers that come of it.</summary>
internal sealed class ViewStore(Database database, TimeProvider time) : ISweep
{
    string ISweep.What => "old reports of views";

    /// <summary>The video that a report is about, when this person may watch it.</summary>
    public async Task<SeenVideo?> FindAsync(Id video, Id? person, string watcher, DateTimeOffset now, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<SeenVideo>($"""
            SELECT v.owner_id, EXISTS (SELECT 1 FROM views w WHERE w.video_id = v.id AND w.viewer = @watcher) AS is_known
            FROM videos v WHERE v.id = @video AND {VideoSight.Watchable}
            """, new { video, watcher, Viewer = person?.ToString() ?? "", Now = now });
    }

    /// <summary>Judges and writes reports. Written twice, they change nothing: none is newer than its row then.</summary>
    public async Task SaveAsync(Session session, IReadOnlyDictionary<ViewKey, List<ViewReport>> gathered)
    {
        // All who write many rows take them in one order, channel by channel: nobody waits for each other.
        var days = new SortedDictionary<(Id Channel, long Day), Gain>();
        var videos = from entry in gathered group entry by (entry.Value[0].Channel, entry.Key.Video) into video orderby video.Key select video;
        foreach (var video in videos)
            await SaveAsync(session, video.Key.Channel, video.Key.Video, video, days);
        foreach (var ((channel, day), gain) in days)
            await session.ExecuteAsync("""
                INSERT INTO channel_days (channel_id, day, views, watched) VALUES (@channel, @day, @Views, @Watched)
                ON CONFLICT (channel_id, day) DO UPDATE SET
                    views = channel_days.views + excluded.views, watched = channel_days.watched + excluded.watched
                """, new { channel, day, gain.Views, gain.Watched });
    }

    /// <summary>What no longer keeps a view from counting goes: the table holds one day, not all of them.</summary>
    Task<int> ISweep.RunAsync(CancellationToken ct) =>
        database.ExecuteAsync("DELETE FROM views WHERE reported_at < @before", new { before = time.GetUtcNow() - Watching.Once }, ct);

    private async Task SaveAsync(
        Session session, Id channel, Id video, IEnumerable<KeyValuePair<ViewKey, List<ViewReport>>> viewers, SortedDictionary<(Id, long), Gain> days)
    {
        // Locked first: whoever else writes views of this video, in another process, waits here.
        var row = await session.FindAsync<WatchedVideo>(
            $"SELECT duration, trend FROM videos WHERE id = @video {database.Dialect.RowLock}", new { video });
        if (row is null)
            return;
        var (total, trend) = (new Gain(), row.Trend);
        foreach (var (key, reports) in viewers.OrderBy(viewer => viewer.Key.Viewer, StringComparer.Ordinal))
        {
            if (reports[^1] is { Person: { } person } last)
                await RememberAsync(session, person, video, row.Duration > 0 ? Math.Min(last.Position, row.Duration) : last.Position, last.At);
            if (!reports[0].Counts)
                continue;
            var known = await session.FindAsync<Watching>(
                "SELECT watched, reported_at, counted_at FROM views WHERE video_id = @video AND viewer = @Viewer", new { video, key.Viewer });
            var watching = known ?? Watching.First(reports[0]);
            foreach (var report in reports)
            {
                var (before, believed) = (watching, watching.Believe(report));
                watching = before.After(report, Watching.Enough(row.Duration));
                var isView = watching.CountedAt != before.CountedAt;
                var gain = new Gain(isView ? 1 : 0, believed);
                trend = isView ? Trend.Add(trend, report.At) : trend;
                total += gain;
                var day = (channel, report.At.ToUnixTimeMilliseconds() / 86_400_000);
                if (gain != default)
                    days[day] = days.GetValueOrDefault(day) + gain;
            }

            await session.ExecuteAsync("""
                INSERT INTO views (video_id, viewer, watched, reported_at, counted_at)
                VALUES (@video, @Viewer, @Watched, @ReportedAt, @CountedAt)
                ON CONFLICT (video_id, viewer) DO UPDATE SET
                    watched = excluded.watched, reported_at = excluded.reported_at, counted_at = excluded.counted_at
                """, new { video, key.Viewer, watching.Watched, watching.ReportedAt, watching.CountedAt });
        }

        if (total != default)
            await session.ExecuteAsync(
                "UPDATE videos SET views = views + @Views, watched = watched + @Watched, trend = @trend WHERE id = @video",
                new { video, total.Views, total.Watched, trend });
    }

    /// <summary>Where somebody is in a video, unless they paused their history or are gone.</summary>
    private static Task RememberAsync(Session session, Id person, Id video, double position, DateTimeOffset at) =>
        session.ExecuteAsync("""
            INSERT INTO watch_history (user_id, video_id, position, watched_at)
            SELECT id, @video, @position, @at FROM users WHERE id = @person AND history_paused = FALSE
            ON CONFLICT (user_id, video_id) DO UPDATE SET position = excluded.position, watched_at = excluded.watched_at
            WHERE watch_history.watched_at <= excluded.watched_at
            """, new { person, video, position, at });

    private sealed record WatchedVideo
    {
        public double Duration { get; init; }
        public double Trend { get; init; }
    }

    private readonly record struct Gain(long Views, double Watched)
    {
        public static Gain operator +(Gain one, Gain other) => new(one.Views + other.Views, one.Watched + other.Watched);
    }
}

internal sealed record SeenVideo
{
    public Id OwnerId { get; init; }

    /// <summary>The viewer has reported before.</summary>
    public bool IsKnown { get; init; }
}
