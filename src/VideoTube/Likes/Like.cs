using System.Text.Json.Serialization;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Videos;

namespace VideoTube.Likes;

/// <summary>How a thing stands after somebody liked it or took that back.</summary>
internal sealed record Like
{
    public required bool IsLiked { get; init; }
    public required long LikesCount { get; init; }
}

/// <summary>A video that somebody likes, and since when.</summary>
internal sealed record LikedVideo
{
    /// <summary>Of the like.</summary>
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required Video Video { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

[JsonSerializable(typeof(Like))]
[JsonSerializable(typeof(Page<LikedVideo>))]
[JsonSerializable(typeof(ExportedLike))]
internal sealed partial class LikeJson : JsonSerializerContext;
