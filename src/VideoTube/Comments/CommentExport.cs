using System.Text.Json.Serialization;
using VideoTube.Accounts.Export;
using VideoTube.Data;

namespace VideoTube.Comments;

/// <summary>What a person wrote under videos, as they take it away.</summary>
internal sealed record ExportedComment
{
    private const string Sql = """
        SELECT id, video_id AS video, parent_id AS parent, content, likes, replies, created_at, updated_at
        FROM comments WHERE author_id = @user AND id > @after ORDER BY id LIMIT @limit
        """;

    [JsonPropertyName("_id")]
    public Id Id { get; init; }
    public Id Video { get; init; }
    public Id? Parent { get; init; }
    public string Content { get; init; } = "";
    public long Likes { get; init; }
    public long Replies { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    public static void AddTo(IServiceCollection services) =>
        services.AddExport<ExportedComment>("comments", Sql, row => row.Id.ToString(), "comments");
}
