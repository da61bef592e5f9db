using VideoTube.Data;
using VideoTube.Videos;

namespace VideoTube.Playlists;

/// <summary>A playlist with its channel, as every query here reads it.</summary>
internal sealed record PlaylistRow
{
    /// <summary>For <c>playlists p JOIN users u</c>; needs <c>@Viewer</c>.</summary>
    public const string Columns = $"""
        p.id, p.name, p.description, p.visibility, p.created_at, p.updated_at,
        CASE WHEN p.owner_id = @Viewer THEN p.videos ELSE p.shown_videos END AS videos,
        CASE WHEN p.owner_id = @Viewer THEN p.duration ELSE p.shown_duration END AS duration,
        (SELECT v.poster FROM playlist_videos e JOIN videos v ON v.id = e.video_id
         WHERE e.playlist_id = p.id AND {VideoSight.Visible} ORDER BY e.position, e.video_id LIMIT 1) AS poster,
        u.id AS owner_id, u.username, u.fullname, u.avatar
        """;

    public Id Id { get; init; }
    public string Name { get; init; } = "";
    public string Description { get; init; } = "";
    public string Visibility { get; init; } = "";
    public long Videos { get; init; }
    public double Duration { get; init; }
    public string? Poster { get; init; }
    public Id OwnerId { get; init; }
    public string Username { get; init; } = "";
    public string Fullname { get; init; } = "";
    public string? Avatar { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    public Playlist ToPlaylist(IReadOnlyList<Video>? videos = null) => new()
    {
        Id = Id,
        Name = Name,
        Description = Description,
        Visibility = Visibility,
        Owner = new PlaylistOwner { Id = OwnerId, Username = Username, Fullname = Fullname, Avatar = AddressOf(Avatar) },
        VideosCount = Videos,
        Duration = Math.Round(Duration, 3), // sums of fractions
        Thumbnail = AddressOf(Poster),
        Videos = videos,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    private static string? AddressOf(string? key) => key is null ? null : $"/media/{key}";
}
