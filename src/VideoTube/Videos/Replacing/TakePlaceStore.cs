using VideoTube.Data;

namespace VideoTube.Videos.Replacing;

/// <summary>The rows of a video's media change for those of another file.</summary>
internal static class TakePlaceStore
{
    /// <summary>What the video has until now, whose row is taken until the transaction ends; null when the subject is to take nobody's place.</summary>
    public static async Task<ReplacedMedia?> HoldAsync(Session session, Id subject)
    {
        await session.ExecuteAsync(
            "UPDATE videos SET updated_at = updated_at WHERE id = (SELECT video_id FROM replacements WHERE id = @subject AND status <> 'done')", new { subject });
        return await session.FindAsync<ReplacedMedia>("""
            SELECT v.id AS video, v.replacement, v.original, v.poster, v.poster_choice IS NULL AS has_own_picture,
                n.trim_start, n.trim_end, n.duration
            FROM replacements n JOIN videos v ON v.id = n.video_id WHERE n.id = @subject AND n.status <> 'done'
            """, new { subject });
    }

    /// <summary>A picture that its owner gave stays.</summary>
    public static async Task SwapAsync(Session session, Id video, Id replacement, DateTimeOffset now)
    {
        var ids = new { video, replacement, now };
        foreach (var table in (string[])["renditions", "posters"])
        {
            await session.ExecuteAsync($"DELETE FROM {table} WHERE video_id = @video", ids);
            await session.ExecuteAsync($"UPDATE {table} SET video_id = @video WHERE video_id = @replacement", ids);
        }

        await session.ExecuteAsync("""
            UPDATE videos SET (poster, poster_choice, preview) = (SELECT poster, poster_choice, preview FROM replacements WHERE id = @replacement)
            WHERE id = @video AND (poster IS NULL OR poster_choice IS NOT NULL)
            """, ids);
        await session.ExecuteAsync("""
            UPDATE videos SET replacement = @replacement, storyboard = NULL,
                (original, original_type, duration, width, height, size)
                    = (SELECT original, original_type, duration, width, height, size FROM replacements WHERE id = @replacement)
            WHERE id = @video
            """, ids);
        await session.ExecuteAsync("UPDATE replacements SET status = 'done', progress = 100, updated_at = @now WHERE id = @replacement", ids);
    }
}

/// <summary>What a video has before another file takes its place.</summary>
internal sealed record ReplacedMedia
{
    public Id Video { get; init; }

    /// <summary>Whose media it has; null: those of its first file.</summary>
    public Id? Replacement { get; init; }

    /// <summary>Media key.</summary>
    public string? Original { get; init; }

    /// <summary>Media key.</summary>
    public string? Poster { get; init; }

    /// <summary>The poster, if there is one, was given by its owner.</summary>
    public bool HasOwnPicture { get; init; }

    /// <summary>Seconds of the file until now, where what comes is a part of it.</summary>
    public double? TrimStart { get; init; }
    public double? TrimEnd { get; init; }

    /// <summary>Seconds of the file that comes.</summary>
    public double Duration { get; init; }
}
