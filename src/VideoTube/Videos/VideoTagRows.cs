using VideoTube.Data;

namespace VideoTube.Videos;

/// <summary>The rows by which the videos of a tag are found; triggers count them.</summary>
internal static class VideoTagRows
{
    /// <param name="createdAt">Of the video: the list of a tag is sorted by it.</param>
    public static async Task ReplaceAsync(Session session, Id video, DateTimeOffset createdAt, IReadOnlyList<string> tags)
    {
        var before = await session.ListAsync<string>("SELECT tag FROM video_tags WHERE video_id = @video", new { video });
        // In one order, as each touches the count of its tag: two who share tags would else wait for each other.
        foreach (var tag in before.Union(tags).Order(StringComparer.Ordinal))
        {
            if (!tags.Contains(tag))
                await session.ExecuteAsync("DELETE FROM video_tags WHERE video_id = @video AND tag = @tag", new { tag, video });
            else if (!before.Contains(tag))
                await session.ExecuteAsync("INSERT INTO video_tags (tag, created_at, video_id) VALUES (@tag, @createdAt, @video)",
                    new { tag, createdAt, video });
        }
    }
}
