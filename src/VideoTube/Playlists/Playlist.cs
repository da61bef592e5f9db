using System.Text.Json.Serialization;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Playlists;

/// <summary>A playlist as whoever asks sees it.</summary>
public sealed record Playlist
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }

    /// <summary>public, unlisted, private.</summary>
    public required string Visibility { get; init; }
    public required PlaylistOwner Owner { get; init; }

    /// <summary>All of them for its owner; for others, those that everyone sees.</summary>
    public required long VideosCount { get; init; }

    /// <summary>Seconds, of the videos that are counted.</summary>
    public required double Duration { get; init; }

    /// <summary>Address of the poster of its first video; null while there is none.</summary>
    public string? Thumbnail { get; init; }

    /// <summary>The first hundred, in order; set on a single playlist, null in lists.</summary>
    public IReadOnlyList<Video>? Videos { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A channel beside its playlist.</summary>
public sealed record PlaylistOwner
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Username { get; init; }
    public required string Fullname { get; init; }

    /// <summary>Address of the picture; null when the channel has none.</summary>
    public string? Avatar { get; init; }
}

[JsonSerializable(typeof(Playlist))]
[JsonSerializable(typeof(Page<Playlist>))]
[JsonSerializable(typeof(WritePlaylist))]
[JsonSerializable(typeof(OrderPlaylist))]
[JsonSerializable(typeof(ExportedPlaylist))]
[JsonSerializable(typeof(ExportedPlaylistVideo))]
internal sealed partial class PlaylistJson : JsonSerializerContext;
