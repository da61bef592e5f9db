using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Processing;

internal sealed class StoryboardStore(Database database, TimeProvider time)
{
    /// <summary>The smallest picture there is of a video; null when there is none.</summary>
    public async Task<StoryboardSource?> FindSourceAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<StoryboardSource>("""
            SELECT r.playlist, r.width, r.height, r.frame_rate, v.duration,
                EXISTS (SELECT 1 FROM renditions c WHERE c.video_id = v.id AND c.kind = 'video' AND c.is_copy = TRUE) AS has_copy
            FROM renditions r JOIN videos v ON v.id = r.video_id
            WHERE r.video_id = @video AND r.kind = 'video' AND r.complete = TRUE AND r.codecs LIKE 'avc%'
            ORDER BY r.height, r.bandwidth LIMIT 1
            """, new { video });
    }

    /// <summary>Media key of its track; null while there is none.</summary>
    public async Task<string?> FindAsync(Id video, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<string?>("SELECT storyboard FROM videos WHERE id = @video", new { video });
    }

    /// <summary>Gives the media key of the one before it.</summary>
    public async Task<string?> ReplaceAsync(Session session, Id video, MediaKey storyboard)
    {
        var before = await session.FindAsync<string?>(
            "UPDATE videos SET updated_at = updated_at WHERE id = @video RETURNING storyboard", new { video });
        await session.ExecuteAsync("UPDATE videos SET storyboard = @storyboard, updated_at = @now WHERE id = @video",
            new { storyboard = storyboard.Value, now = time.GetUtcNow(), video });
        return before;
    }
}

internal sealed record StoryboardSource
{
    /// <summary>Media key.</summary>
    public string Playlist { get; init; } = "";
    public int Width { get; init; }
    public int Height { get; init; }
    public double FrameRate { get; init; }

    /// <summary>Seconds, of the video.</summary>
    public double Duration { get; init; }

    /// <summary>A rendition of it is the source's own stream, whose key frames all others have.</summary>
    public bool HasCopy { get; init; }
}
