using VideoTube.Data;
using VideoTube.Media.Playlists;
using VideoTube.Notifications;
using VideoTube.Storage;
using VideoTube.Videos.Progress;

namespace VideoTube.Processing;

/// <summary>What processing reads and writes of videos and renditions. Writes belong into a transaction that holds the job.</summary>
internal sealed class ProcessingStore(Database database, Announcement announcement, Notify notify, ProgressSignals signals, JobQueue queue, TimeProvider time)
{
    public async Task<ProcessedVideo?> FindAsync(Id video, CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        return await session.FindAsync<ProcessedVideo>(
            "SELECT id, original, original_type, poster, duration FROM videos WHERE id = @video AND original IS NOT NULL", new { video });
    }

    /// <summary>Media keys of the playlists of all renditions.</summary>
    public async Task<IReadOnlyList<RenditionPlaylist>> ListPlaylistsAsync(Id video, CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        return await session.ListAsync<RenditionPlaylist>(
            "SELECT name, playlist, is_copy, complete FROM renditions WHERE video_id = @video", new { video });
    }

    public async Task<bool> ExistsAsync(Id video, CancellationToken ct)
    {
        await using var session = await database.ReadAsync(ct);
        return await session.FindAsync<string>("SELECT id FROM videos WHERE id = @video", new { video }) is not null;
    }

    /// <summary>What the file told; playable at once when browsers play it as it is.</summary>
    public async Task SetFactsAsync(Session session, Id video, VideoFacts facts)
    {
        await session.ExecuteAsync("""
            UPDATE videos
            SET duration = @Duration, width = @Width, height = @Height, original_type = @OriginalType,
                playable = (playable = TRUE OR @PlaysAsIs = TRUE), updated_at = @now
            WHERE id = @video
            """, new { facts.Duration, facts.Width, facts.Height, facts.OriginalType, PlaysAsIs = facts.OriginalType is not null, now = time.GetUtcNow(), video });
        await announcement.QueueAsync(session, video);
        await signals.TellAsync(session, video);
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
            video = run.Video, facts.Name, kind = facts.IsAudio ? "audio" : "video",
            playlist = (run.HlsFolder / facts.Uri).Value, facts.Codecs, width = facts.Width ?? 0, height = facts.Height ?? 0,
            frameRate = facts.FrameRate ?? 0, facts.PeakBitRate, facts.AverageBitRate, channels = facts.Channels ?? 0,
            isCopy, isComplete, timeline = isComplete ? facts.Timeline?.ToString() : null, now = time.GetUtcNow(),
        });
        await session.ExecuteAsync("UPDATE videos SET playable = TRUE, updated_at = @now WHERE id = @video",
            new { now = time.GetUtcNow(), video = run.Video });
        await announcement.QueueAsync(session, run.Video);
        await signals.TellAsync(session, run.Video);
    }

    public async Task SetProgressAsync(Session session, Id video, int percent)
    {
        await session.ExecuteAsync("UPDATE videos SET progress = @percent, updated_at = @now WHERE id = @video",
            new { percent, now = time.GetUtcNow(), video });
        await signals.TellAsync(session, video);
    }

    /// <summary>Never back: of several that work on one video, the slower may come later.</summary>
    public async Task RaiseProgressAsync(Session session, Id video, int percent)
    {
        await session.ExecuteAsync("UPDATE videos SET progress = @percent, updated_at = @now WHERE id = @video AND progress < @percent",
            new { percent, now = time.GetUtcNow(), video });
        await signals.TellAsync(session, video);
    }

    /// <summary>Unless the owner gave one in the meantime: true when it was taken.</summary>
    public async Task<bool> SetPosterAsync(Session session, Id video, MediaKey poster, string preview) =>
        await session.ExecuteAsync("UPDATE videos SET poster = @poster, poster_choice = 1, preview = @preview, updated_at = @now WHERE id = @video AND poster IS NULL",
            new { poster = poster.Value, preview, now = time.GetUtcNow(), video }) == 1;

    public async Task SetReadyAsync(Session session, Id video, string? words = null)
    {
        await session.ExecuteAsync("""
            UPDATE videos SET status = 'ready', progress = 100, playable = TRUE, failure = @words, updated_at = @now WHERE id = @video
            """, new { words, now = time.GetUtcNow(), video });
        await announcement.QueueAsync(session, video);
        await notify.ProcessedAsync(session, video, isReady: true);
        await queue.EnqueueAsync(session, JobKind.Storyboard, video);
        await signals.TellAsync(session, video);
    }

    /// <summary>What is left plays when browsers play the original.</summary>
    public async Task SetFailedAsync(Session session, Id video, string words)
    {
        await session.ExecuteAsync("""
            UPDATE videos
            SET status = 'failed', failure = @words, playable = (original_type IS NOT NULL), updated_at = @now
            WHERE id = @video
            """, new { words, now = time.GetUtcNow(), video });
        await notify.ProcessedAsync(session, video, isReady: false);
        await signals.TellAsync(session, video);
    }

    public Task WithdrawIncompleteAsync(Session session, Id video) =>
        session.ExecuteAsync("DELETE FROM renditions WHERE video_id = @video AND complete = FALSE", new { video });

    /// <summary>How the video plays now: by its original, by complete renditions; null when it is gone.</summary>
    public Task<Playability?> FindPlayabilityAsync(Session session, Id video) => session.FindAsync<Playability>("""
        SELECT v.original_type IS NOT NULL AS original,
            EXISTS (SELECT 1 FROM renditions r WHERE r.video_id = v.id AND r.complete = TRUE) AS renditions
        FROM videos v WHERE v.id = @video
        """, new { video });
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
