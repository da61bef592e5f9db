using System.Text.Json.Serialization;
using VideoTube.Accounts.Export;
using VideoTube.Data;

namespace VideoTube.Moderation;

/// <summary>What a person reported, as they take it away; what the keepers noted of it is theirs.</summary>
internal sealed record ExportedReport
{
    private const string Sql = """
        SELECT id, kind, subject_id AS subject, reason, details, state, created_at
        FROM reports WHERE reporter_id = @user AND id > @after ORDER BY id LIMIT @limit
        """;

    [JsonPropertyName("_id")]
    public Id Id { get; init; }
    public string Kind { get; init; } = "";
    public Id Subject { get; init; }
    public string Reason { get; init; } = "";
    public string Details { get; init; } = "";
    public string State { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }

    public static void AddTo(IServiceCollection services) =>
        services.AddExport<ExportedReport>("reports", Sql, row => row.Id.ToString(), "reports");
}
