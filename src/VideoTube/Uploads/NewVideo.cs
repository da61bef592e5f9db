using VideoTube.Data;
using VideoTube.Media.Probing;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Uploads;

/// <summary>The row of a video in the two steps of its birth.</summary>
internal sealed record NewVideo(Id Id, ReceivedVideo Received, MediaInfo Info, Id Owner, string Node, DateTimeOffset Now)
{
    public MediaKey Original => VideoKeys.Original(Id, Info);

    private DateTimeOffset CreatedAt => Received.Past?.CreatedAt ?? Now;

    public Task InsertAsync(Session session) => session.ExecuteAsync("""
        INSERT INTO videos (id, owner_id, title, description, tags, visibility, published, status, node,
                            original, duration, width, height, size, views, announced, created_at, updated_at)
        VALUES (@Id, @Owner, @Title, @Description, @Tags, @Visibility, @Published, 'uploading', @Node,
                @Original, @Duration, @Width, @Height, @Size, @Views, @Announced, @CreatedAt, @UpdatedAt)
        """, new
    {
        Id,
        Owner,
        Received.Title,
        Description = Received.Details.Description ?? "",
        Tags = VideoTags.Join(Received.Details.Tags ?? []),
        Visibility = Received.Details.Visibility ?? "public",
        Published = Received.Details.IsPublished ?? true,
        Node,
        Original = Original.Value,
        Duration = Math.Round(Info.Duration.TotalSeconds, 3),
        Width = Info.Video?.DisplaySize.Width,
        Height = Info.Video?.DisplaySize.Height,
        Info.Size,
        Views = Received.Past?.Views ?? 0,
        Announced = Received.Past is not null,
        CreatedAt,
        UpdatedAt = Received.Past?.UpdatedAt ?? Now,
    });

    /// <summary>From here on it is a video: what plays as it came is playable at once.</summary>
    public async Task FinishAsync(Session session, MediaKey? poster, string? preview)
    {
        var type = BrowserPlayback.MimeType(Info);
        await session.ExecuteAsync("""
            UPDATE videos SET status = 'processing', playable = @playable, original_type = @type, poster = @poster, preview = @preview WHERE id = @Id
            """, new { Id, playable = type is not null, type, poster = poster?.Value, preview });
        await VideoTagRows.ReplaceAsync(session, Id, CreatedAt, Received.Details.Tags ?? []);
    }
}
