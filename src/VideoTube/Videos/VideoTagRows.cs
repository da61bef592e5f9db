using VideoTube.Data;

namespace VideoTube.Videos;

/// <summary>The rows by which the videos of a tag are found.</summary>
internal static class VideoTagRows
{
    /// <param name="createdAt">Of the video: the list of a tag is sorted by it.</param>
    public static async Task ReplaceAsync(Session session, Id video, DateTimeOffset createdAt, IReadOnlyList<string> tags)
    {
        await session.ExecuteAsync("DELETE FROM video_tags WHERE video_id = @video", new { video });
        foreach (var tag in tags)
            await session.ExecuteAsync("INSERT INTO video_tags (tag, created_at, video_id) VALUES (@tag, @createdAt, @video)",
                new { tag, createdAt, video });
    }
}
