using VideoTube.Chapters;
using VideoTube.Data;
using VideoTube.Media.Probing;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Uploads;

/// <summary>Rows of videos on their way in: 'uploading' until the file is in the store.</summary>
internal sealed class UploadStore(Database database)
{
    public static Task InsertAsync(Session session, NewVideo video) => session.ExecuteAsync("""
        INSERT INTO videos (id, owner_id, title, description, tags, visibility, published, downloadable, status, node,
                            original, duration, width, height, size, chapters, views, announced, created_at, updated_at)
        VALUES (@Id, @Owner, @Title, @Description, @Tags, @Visibility, @Published, @Downloadable, 'uploading', @Node,
                @Original, @Duration, @Width, @Height, @Size, @Chapters, @Views, @Announced, @CreatedAt, @UpdatedAt)
        """, new
    {
        video.Id,
        video.Owner,
        video.Received.Title,
        Description = video.Received.Details.Description ?? "",
        Tags = VideoTags.Join(video.Received.Details.Tags ?? []),
        Visibility = video.Received.Details.Visibility ?? "public",
        Published = video.Received.Details.IsPublished ?? true,
        Downloadable = video.Received.Details.Downloadable ?? false,
        video.Node,
        Original = video.Original.Value,
        Duration = Math.Round(video.Info.Duration.TotalSeconds, 3),
        Width = video.Info.Video?.DisplaySize.Width,
        Height = video.Info.Video?.DisplaySize.Height,
        video.Info.Size,
        Chapters = ChapterList.WriteColumn(video.Received.Details.Chapters ?? []),
        Views = video.Received.Past?.Views ?? 0,
        Announced = video.Received.Past is not null,
        video.CreatedAt,
        UpdatedAt = video.Received.Past?.UpdatedAt ?? video.Now,
    });

    /// <summary>From here on it is a video: what plays as it came is playable at once.</summary>
    public static async Task FinishAsync(Session session, NewVideo video, MediaKey? poster, string? preview)
    {
        var type = BrowserPlayback.MimeType(video.Info);
        await session.ExecuteAsync("""
            UPDATE videos SET status = 'processing', playable = @playable, original_type = @type, poster = @poster, preview = @preview WHERE id = @Id
            """, new { video.Id, playable = type is not null, type, poster = poster?.Value, preview });
        await VideoTagRows.ReplaceAsync(session, video.Id, video.CreatedAt, video.Received.Details.Tags ?? []);
    }

    /// <summary>False when it is a video by now, or not there.</summary>
    public static async Task<bool> RemoveAsync(Session session, Id id) =>
        await session.ExecuteAsync("DELETE FROM videos WHERE id = @id AND status = 'uploading'", new { id }) == 1;

    /// <summary>Of the video that an upload has become or gone to the place of; null when it did neither.</summary>
    public async Task<string?> FindStatusAsync(Id id, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.FindAsync<string>("""
            SELECT status FROM videos WHERE id = @id OR replacement = @id
            UNION
            SELECT v.status FROM replacements n JOIN videos v ON v.id = n.video_id WHERE n.id = @id
            """, new { id });
    }

    /// <summary>What a process has begun and not finished.</summary>
    public async Task<IReadOnlyList<Id>> ListUnfinishedAsync(string node, CancellationToken ct)
    {
        await using var read = await database.ReadAsync(ct);
        return await read.ListAsync<Id>("SELECT id FROM videos WHERE status = 'uploading' AND node = @node", new { node });
    }
}
