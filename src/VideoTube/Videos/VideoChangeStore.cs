using VideoTube.Chapters;
using VideoTube.Data;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>What an owner changes of a video, as part of a transaction.</summary>
internal static class VideoChangeStore
{
    private const string Retried = """
        UPDATE videos SET status = 'processing', progress = 0, failure = NULL
        WHERE id = @video AND original IS NOT NULL AND (status = 'failed' OR status = 'ready' AND failure IS NOT NULL)
        """;

    /// <summary>Takes the row until the transaction ends; null when it is not theirs.</summary>
    public static Task<VideoBefore?> HoldAsync(Session session, Id id, Id owner) => session.FindAsync<VideoBefore>("""
        UPDATE videos SET updated_at = updated_at WHERE id = @id AND owner_id = @owner RETURNING poster, created_at, duration, listed
        """, new { id, owner });

    /// <summary>Only what is given changes.</summary>
    public static Task EditAsync(Session session, Id id, VideoDetails details, MediaKey? poster, string? preview, DateTimeOffset now) =>
        session.ExecuteAsync("""
            UPDATE videos
            SET title = COALESCE(@Title, title), description = COALESCE(@Description, description), tags = COALESCE(@tags, tags),
                visibility = COALESCE(@Visibility, visibility), published = COALESCE(@IsPublished, published),
                downloadable = COALESCE(@Downloadable, downloadable),
                poster = COALESCE(@poster, poster), poster_choice = CASE WHEN @ownPicture = TRUE THEN NULL ELSE poster_choice END,
                preview = COALESCE(@preview, preview), chapters = COALESCE(@chapters, chapters), updated_at = @now
            WHERE id = @id
            """, new
        {
            id,
            details.Title,
            details.Description,
            tags = details.Tags is { } tags ? VideoTags.Join(tags) : null,
            details.Visibility,
            details.IsPublished,
            details.Downloadable,
            poster = poster?.Value,
            ownPicture = poster is not null,
            preview,
            chapters = details.Chapters is { } chapters ? ChapterList.WriteColumn(chapters) : null,
            now,
        });

    /// <summary>False when it is not theirs.</summary>
    public static async Task<bool> TogglePublishAsync(Session session, Id id, Id owner, DateTimeOffset now) =>
        await session.ExecuteAsync("UPDATE videos SET published = NOT published, updated_at = @now WHERE id = @id AND owner_id = @owner",
            new { id, owner, now }) == 1;

    /// <summary>What has failed is in processing again; false when nothing has, or it is not theirs.</summary>
    public static async Task<bool> RetryAsync(Session session, Id video, Id owner) =>
        await session.ExecuteAsync($"{Retried} AND owner_id = @owner", new { video, owner }) == 1;

    /// <summary>The same, whoever's it is.</summary>
    public static Task RetryAsync(Session session, Id video) => session.ExecuteAsync(Retried, new { video });

    /// <summary>With all rows that hang on it; false when it is not theirs.</summary>
    public static async Task<bool> DeleteAsync(Session session, Id id, Id owner) =>
        await session.ExecuteAsync("DELETE FROM videos WHERE id = @id AND owner_id = @owner", new { id, owner }) == 1;
}

/// <summary>What of a video is asked after when it is changed.</summary>
internal sealed record VideoBefore
{
    public string? Poster { get; init; }
    public double Duration { get; init; }
    public bool Listed { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
