using VideoTube.Data;

namespace VideoTube.Videos;

/// <summary>A video with its channel, as every query here reads it.</summary>
internal sealed record VideoRow
{
    /// <summary>For <c>videos v JOIN users u</c>.</summary>
    public const string Columns = """
        v.id, v.title, v.description, v.tags, v.visibility, v.published, v.status, v.playable, v.failure, v.progress,
        v.original, v.original_type, v.poster, v.duration, v.width, v.height, v.views, v.created_at, v.updated_at,
        EXISTS (SELECT 1 FROM renditions r WHERE r.video_id = v.id) AS has_renditions,
        u.id AS owner_id, u.username, u.fullname, u.avatar
        """;

    public Id Id { get; init; }
    public string Title { get; init; } = "";
    public string Description { get; init; } = "";
    public string Tags { get; init; } = "";
    public string Visibility { get; init; } = "";
    public bool Published { get; init; }
    public string Status { get; init; } = "";
    public bool Playable { get; init; }
    public string? Failure { get; init; }
    public int Progress { get; init; }
    public string? Original { get; init; }
    public string? OriginalType { get; init; }
    public string? Poster { get; init; }
    public double Duration { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public long Views { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public bool HasRenditions { get; init; }
    public Id OwnerId { get; init; }
    public string Username { get; init; } = "";
    public string Fullname { get; init; } = "";
    public string? Avatar { get; init; }

    /// <summary>Smaller is better; only in lists sorted by it.</summary>
    public double Relevance { get; init; }

    public Video ToVideo(IReadOnlyList<VideoRendition>? renditions = null) => new()
    {
        Id = Id,
        Title = Title,
        Description = Description,
        Tags = VideoTags.Split(Tags),
        Owner = new VideoOwner { Id = OwnerId, Username = Username, Fullname = Fullname, Avatar = AddressOf(Avatar) },
        Status = Status,
        Playable = Playable,
        Progress = Progress,
        Failure = Failure,
        Visibility = Visibility,
        IsPublished = Published,
        Duration = Duration,
        Width = Width,
        Height = Height,
        Views = Views,
        Thumbnail = AddressOf(Poster),
        VideoFile = OriginalType is null ? null : AddressOf(Original),
        VideoType = OriginalType,
        Hls = HasRenditions ? $"/media/videos/{Id}/master.m3u8" : null,
        Renditions = renditions,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    private static string? AddressOf(string? key) => key is null ? null : $"/media/{key}";
}
