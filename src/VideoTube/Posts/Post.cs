using System.Text.Json.Serialization;
using VideoTube.Channels;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Posts;

/// <summary>A few words of a channel to all, as clients see them.</summary>
internal sealed record Post
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }

    /// <summary>Plain text; newlines are meant.</summary>
    public required string Content { get; init; }
    public required ChannelLink Owner { get; init; }
    public required long LikesCount { get; init; }

    /// <summary>By whoever asks; false for visitors.</summary>
    public required bool IsLiked { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What a post shall say, new or changed.</summary>
internal sealed record PostWords(string? Content) : IRequestBody<PostWords>;

[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(Page<Post>))]
[JsonSerializable(typeof(PostWords))]
[JsonSerializable(typeof(ExportedPost))]
internal sealed partial class PostJson : JsonSerializerContext;
