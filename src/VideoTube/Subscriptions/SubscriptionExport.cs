using System.Text.Json.Serialization;
using VideoTube.Accounts.Export;
using VideoTube.Data;

namespace VideoTube.Subscriptions;

/// <summary>A channel that a person follows, as they take it away. Who follows theirs is not theirs to take.</summary>
internal sealed record ExportedSubscription
{
    private const string Sql = """
        SELECT s.id, s.channel_id AS channel, u.username, s.created_at FROM subscriptions s JOIN users u ON u.id = s.channel_id
        WHERE s.subscriber_id = @user AND s.id > @after ORDER BY s.id LIMIT @limit
        """;

    [JsonPropertyName("_id")]
    public Id Id { get; init; }
    public Id Channel { get; init; }

    /// <summary>The channel's.</summary>
    public string Username { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }

    public static void AddTo(IServiceCollection services) =>
        services.AddExport<ExportedSubscription>("subscriptions", Sql, row => row.Id.ToString(), "subscriptions");
}
