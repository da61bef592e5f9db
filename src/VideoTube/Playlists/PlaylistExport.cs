using System.Text.Json.Serialization;
using VideoTube.Accounts.Export;
using VideoTube.Data;

namespace VideoTube.Playlists;

/// <summary>A person's playlist, as they take it away; what is in it is a file of its own, for it may be very long.</summary>
internal sealed record ExportedPlaylist
{
    private const string Sql = """
        SELECT id, name, description, visibility, created_at, updated_at
        FROM playlists WHERE owner_id = @user AND id > @after ORDER BY id LIMIT @limit
        """;

    [JsonPropertyName("_id")]
    public Id Id { get; init; }
    public string Name { get; init; } = "";
    public string Description { get; init; } = "";
    public string Visibility { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    public static void AddTo(IServiceCollection services)
    {
        services.AddExport<ExportedPlaylist>("playlists", Sql, row => row.Id.ToString(), "playlists");
        services.AddExport<ExportedPlaylistVideo>("playlist-videos", ExportedPlaylistVideo.Sql, row => $"{row.Playlist}{row.Video}");
    }
}

internal sealed record ExportedPlaylistVideo
{
    // The key is both ids in one text; by its first half the index is entered.
    internal const string Sql = """
        SELECT x.playlist_id AS playlist, x.video_id AS video, x.position, x.created_at
        FROM playlists p JOIN playlist_videos x ON x.playlist_id = p.id
        WHERE p.owner_id = @user AND p.id >= SUBSTR(@after, 1, 24) AND x.playlist_id || x.video_id > @after
        ORDER BY x.playlist_id, x.video_id LIMIT @limit
        """;

    public Id Playlist { get; init; }
    public Id Video { get; init; }

    /// <summary>Less comes first.</summary>
    public long Position { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
