using System.Text.Json.Serialization;
using VideoTube.Accounts.Export;
using VideoTube.Data;

namespace VideoTube.Posts;

/// <summary>What a person wrote on their channel, as they take it away.</summary>
internal sealed record ExportedPost
{
    private const string Sql = """
        SELECT id, content, likes, created_at, updated_at FROM posts WHERE owner_id = @user AND id > @after ORDER BY id LIMIT @limit
        """;

    [JsonPropertyName("_id")]
    public Id Id { get; init; }
    public string Content { get; init; } = "";
    public long Likes { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    public static void AddTo(IServiceCollection services) =>
        services.AddExport<ExportedPost>("posts", Sql, row => row.Id.ToString(), "posts");
}
