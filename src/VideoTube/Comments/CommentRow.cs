using VideoTube.Channels;
using VideoTube.Data;

namespace VideoTube.Comments;

/// <summary>A comment with its author, as every query here reads it.</summary>
internal sealed record CommentRow : RowWithUser
{
    /// <summary>For <c>comments c JOIN videos v JOIN users u</c>; <c>@Viewer</c> is needed.</summary>
    public const string CommentColumns = $"""
        c.id, c.content, c.video_id, c.parent_id, c.likes, c.replies, c.created_at, c.updated_at,
        c.author_id = v.owner_id AS is_by_video_owner,
        EXISTS (SELECT 1 FROM comment_likes l WHERE l.comment_id = c.id AND l.user_id = @Viewer) AS is_liked,
        {Columns}
        """;

    public Id Id { get; init; }
    public string Content { get; init; } = "";
    public Id VideoId { get; init; }
    public Id? ParentId { get; init; }
    public long Likes { get; init; }
    public long Replies { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public bool IsByVideoOwner { get; init; }
    public bool IsLiked { get; init; }

    public Comment ToComment() => new()
    {
        Id = Id,
        Content = Content,
        Video = VideoId,
        Owner = ToChannelLink(),
        Parent = ParentId,
        LikesCount = Likes,
        IsLiked = IsLiked,
        RepliesCount = Replies,
        IsEdited = UpdatedAt > CreatedAt,
        IsByVideoOwner = IsByVideoOwner,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
