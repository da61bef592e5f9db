using System.Text.Json.Serialization;
using VideoTube.Channels;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Comments;

/// <summary>What somebody wrote under a video, as clients see it.</summary>
public sealed record Comment
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }

    /// <summary>Plain text; newlines are meant.</summary>
    public required string Content { get; init; }
    public required Id Video { get; init; }
    public required ChannelLink Owner { get; init; }

    /// <summary>The comment it answers; null for one on the video itself. Answers to answers hang on the same comment.</summary>
    public Id? Parent { get; init; }
    public required long LikesCount { get; init; }

    /// <summary>By whoever asks; false for visitors.</summary>
    public required bool IsLiked { get; init; }
    public required long RepliesCount { get; init; }
    public required bool IsEdited { get; init; }

    /// <summary>The video's owner wrote it.</summary>
    public required bool IsByVideoOwner { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(Page<Comment>))]
[JsonSerializable(typeof(NewComment))]
[JsonSerializable(typeof(CommentChange))]
[JsonSerializable(typeof(ExportedComment))]
internal sealed partial class CommentJson : JsonSerializerContext;
