using VideoTube.Data;
using VideoTube.Media.Playlists;
using VideoTube.Notifications;
using VideoTube.Storage;
using VideoTube.Videos;
using VideoTube.Videos.Progress;
using VideoTube.Videos.Replacing;

namespace VideoTube.Processing;

/// <summary>
/// What processing reads and writes of videos and renditions. A subject is a video, or what is to take a video's place: both
/// have the same columns. Writes belong into a transaction that holds the job.
/// </summary>
internal sealed class ProcessingStore(
    Database database, Announcement announcement, Notify notify, ProgressSignals signals, JobQueue queue, TakePlace takePlace, TimeProvider time)
{
    public async Task<ProcessedVideo?> FindAsync(Id subject, CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        return await session.FindAsync<ProcessedVideo>("""
            SELECT id, original, original_type, poster, duration FROM videos WHERE id = @subject AND original IS NOT NULL
            UNION ALL
            SELECT id, original, original_type, poster, duration FROM replacements WHERE id = @subject AND original IS NOT NULL
            """, new { subject });
    }

    /// <summary>Where all of its media lie; null when it is gone.</summary>
    public async Task<MediaKey?> FindFolderAsync(Id subject, CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        return await session.FindAsync<Place>("""
            SELECT id AS video, replacement FROM videos WHERE id = @subject OR replacement = @subject
            UNION
            SELECT video_id AS video, id AS replacement FROM replacements WHERE id = @subject
            """, new { subject }) is { } place ? VideoKeys.Folder(place.Video, place.Replacement) : null;
    }

    /// <summary>Media keys of the playlists of all renditions; also of those with which it has taken its place.</summary>
    public async Task<IReadOnlyList<RenditionPlaylist>> ListPlaylistsAsync(Id subject, CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        return await session.ListAsync<RenditionPlaylist>("""
            SELECT name, playlist, is_copy, complete FROM renditions
            WHERE video_id = @subject OR video_id = (SELECT id FROM videos WHERE replacement = @subject)
            """, new { subject });
    }

    /// <summary>What the file told; playable at once when browsers play it as it is.</summary>
    public async Task SetFactsAsync(Session session, Id subject, VideoFacts facts)
    {
        await ChangeAsync(session, subject, """
            duration = @Duration, width = @Width, height = @Height, original_type = @OriginalType,
            playable = (playable = TRUE OR @PlaysAsIs = TRUE)
            """, new { facts.Duration, facts.Width, facts.Height, facts.OriginalType, PlaysAsIs = facts.OriginalType is not null });
        await announcement.QueueAsync(session, subject);
    }

    public Task OfferAsync(Session session, JobRun run, RenditionFacts facts, bool isCopy, bool isComplete) =>
        OfferAsync(session, run.Place, facts, isCopy, isComplete);

    /// <summary>Offers a rendition, in place of one of the same name. The video is playable from here on.</summary>
    public async Task OfferAsync(Session session, RunPlace run, RenditionFacts facts, bool isCopy, bool isComplete)
    {
        await session.ExecuteAsync("""
            INSERT INTO renditions (video_id, name, kind, playlist, codecs, width, height, frame_rate, bandwidth,
                average_bandwidth, channels, is_copy, complete, timeline, created_at)
            VALUES (@video, @Name, @kind, @playlist, @Codecs, @width, @height, @frameRate, @PeakBitRate,
                @AverageBitRate, @channels, @isCopy, @isComplete, @timeline, @now)
            ON CONFLICT (video_id, name) DO UPDATE
            SET kind = excluded.kind, playlist = excluded.playlist, codecs = excluded.codecs, width = excluded.width,
                height = excluded.height, frame_rate = excluded.frame_rate, bandwidth = excluded.bandwidth,
                average_bandwidth = excluded.average_bandwidth, channels = excluded.channels, is_copy = excluded.is_copy,
                complete = excluded.complete, timeline = excluded.timeline
            """, new
        {
            video = run.Subject, facts.Name, kind = facts.IsAudio ? "audio" : "video",
            playlist = (run.HlsFolder / facts.Uri).Value, facts.Codecs, width = facts.Width ?? 0, height = facts.Height ?? 0,
            frameRate = facts.FrameRate ?? 0, facts.PeakBitRate, facts.AverageBitRate, channels = facts.Channels ?? 0,
            isCopy, isComplete, timeline = isComplete ? facts.Timeline?.ToString() : null, now = time.GetUtcNow(),
        });
        await ChangeAsync(session, run.Subject, "playable = TRUE");
        await announcement.QueueAsync(session, run.Subject);
    }

    public Task SetProgressAsync(Session session, Id subject, int percent) =>
        ChangeAsync(session, subject, "progress = @percent", new { percent });

    /// <summary>Never back: of several that work on one video, the slower may come later.</summary>
    public Task RaiseProgressAsync(Session session, Id subject, int percent) =>
        ChangeAsync(session, subject, "progress = @percent", new { percent }, condition: "progress < @percent");

    /// <summary>Unless the owner gave one in the meantime: true when it was taken.</summary>
    public async Task<bool> SetPosterAsync(Session session, Id subject, MediaKey poster, string preview) =>
        await ChangeAsync(session, subject, "poster = @poster, poster_choice = 1, preview = @preview",
            new { poster = poster.Value, preview }, condition: "poster IS NULL");

    /// <summary>What was to take a video's place does so.</summary>
    /// <param name="words">What is not as it should be; null when all is well.</param>
    public async Task SetReadyAsync(Session session, Id subject, string? words = null)
    {
        var video = await takePlace.RunAsync(session, subject) ?? subject;
        await session.ExecuteAsync("""
            UPDATE videos SET status = 'ready', progress = 100, playable = TRUE, failure = @words, updated_at = @now WHERE id = @video
            """, new { words, now = time.GetUtcNow(), video });
        await announcement.QueueAsync(session, video);
        await notify.ProcessedAsync(session, video, isReady: true);
        await queue.EnqueueAsync(session, JobKind.Storyboard, video);
        await signals.TellAsync(session, video);
    }

    /// <summary>What is left plays when browsers play the original. What was to take a video's place does not.</summary>
    public async Task SetFailedAsync(Session session, Id subject, string words)
    {
        await ChangeAsync(session, subject, "status = 'failed', failure = @words, playable = (original_type IS NOT NULL)", new { words });
        await notify.ProcessedAsync(session, await ReplacementStore.FindReplacedAsync(session, subject) ?? subject, isReady: false);
    }

    public Task WithdrawIncompleteAsync(Session session, Id subject) =>
        session.ExecuteAsync("DELETE FROM renditions WHERE video_id = @subject AND complete = FALSE", new { subject });

    /// <summary>
    /// How the video plays now: by its original, by complete renditions; null when it is gone. What is to take a video's place
    /// plays by renditions alone: by its original it would be no better than what is there.
    /// </summary>
    public Task<Playability?> FindPlayabilityAsync(Session session, Id subject) => session.FindAsync<Playability>("""
        SELECT v.original_type IS NOT NULL AS original,
            EXISTS (SELECT 1 FROM renditions r WHERE r.video_id = v.id AND r.complete = TRUE) AS renditions
        FROM videos v WHERE v.id = @subject
        UNION ALL
        SELECT FALSE, EXISTS (SELECT 1 FROM renditions r WHERE r.video_id = n.id AND r.complete = TRUE)
        FROM replacements n WHERE n.id = @subject
        """, new { subject });

    /// <summary>Changes a subject's row and tells whoever watches the video; true when there is one that meets the condition.</summary>
    private async Task<bool> ChangeAsync(Session session, Id subject, string change, object? values = null, string condition = "TRUE")
    {
        var parameters = new Dapper.DynamicParameters(values);
        parameters.AddDynamicParams(new { subject, now = time.GetUtcNow() });
        var isChanged = false;
        foreach (var table in (string[])["videos", "replacements"])
            isChanged = isChanged || await session.ExecuteAsync(
                $"UPDATE {table} SET {change}, updated_at = @now WHERE id = @subject AND {condition}", parameters) == 1;
        await signals.TellAsync(session, await ReplacementStore.FindReplacedAsync(session, subject) ?? subject);
        return isChanged;
    }

    private sealed record Place
    {
        public Id Video { get; init; }
        public Id? Replacement { get; init; }
    }
}

internal sealed record ProcessedVideo
{
    public Id Id { get; init; }

    /// <summary>Media key.</summary>
    public string Original { get; init; } = "";

    /// <summary>Null when browsers do not play the original.</summary>
    public string? OriginalType { get; init; }

    /// <summary>Media key; null while there is none.</summary>
    public string? Poster { get; init; }

    /// <summary>Seconds.</summary>
    public double Duration { get; init; }
}

/// <param name="Duration">Seconds.</param>
/// <param name="OriginalType">MIME type when browsers play the file as it is.</param>
internal sealed record VideoFacts(double Duration, int? Width, int? Height, string? OriginalType);

internal sealed record RenditionPlaylist
{
    public string Name { get; init; } = "";

    /// <summary>Media key.</summary>
    public string Playlist { get; init; } = "";
    public bool IsCopy { get; init; }
    public bool Complete { get; init; }
}

internal sealed record Playability
{
    public bool Original { get; init; }
    public bool Renditions { get; init; }
}
