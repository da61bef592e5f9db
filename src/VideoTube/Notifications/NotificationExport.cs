using System.Text.Json.Serialization;
using VideoTube.Accounts.Export;
using VideoTube.Data;

namespace VideoTube.Notifications;

/// <summary>What a person was told, as they take it away.</summary>
internal sealed record ExportedNotification
{
    private const string Sql = """
        SELECT id, kind, actor_id AS actor, video_id AS video, comment_id AS comment, seen AS is_seen, created_at
        FROM notifications WHERE user_id = @user AND id > @after ORDER BY id LIMIT @limit
        """;

    [JsonPropertyName("_id")]
    public Id Id { get; init; }
    public string Kind { get; init; } = "";

    /// <summary>Who did it.</summary>
    public Id? Actor { get; init; }
    public Id? Video { get; init; }
    public Id? Comment { get; init; }
    public bool IsSeen { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public static void AddTo(IServiceCollection services) =>
        services.AddExport<ExportedNotification>("notifications", Sql, row => row.Id.ToString(), "notifications");
}
