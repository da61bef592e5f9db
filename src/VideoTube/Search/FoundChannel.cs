using System.Text.Json.Serialization;
using VideoTube.Data;

namespace VideoTube.Search;

/// <summary>A channel in a list of search results.</summary>
public sealed record FoundChannel
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Username { get; init; }
    public required string Fullname { get; init; }

    /// <summary>Address of the picture; null when there is none.</summary>
    public string? Avatar { get; init; }
    public required long SubscribersCount { get; init; }

    /// <summary>Videos that everyone sees.</summary>
    public required long VideosCount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
