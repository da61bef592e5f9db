using System.Text.Json.Serialization;
using VideoTube.Accounts.Export;
using VideoTube.Data;

namespace VideoTube.Memberships;

/// <summary>A channel that a person is a member of, or a member of their own channel, as they take it away.</summary>
internal sealed record ExportedMembership
{
    private const string OfPerson = """
        SELECT m.channel_id AS id, u.username, m.source, m.expires_at, m.created_at FROM memberships m JOIN users u ON u.id = m.channel_id
        WHERE m.user_id = @user AND m.channel_id > @after ORDER BY m.channel_id LIMIT @limit
        """;

    private const string OfChannel = """
        SELECT m.user_id AS id, u.username, m.source, m.expires_at, m.created_at FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.channel_id = @user AND m.user_id > @after ORDER BY m.user_id LIMIT @limit
        """;

    /// <summary>The channel's, or the member's.</summary>
    [JsonPropertyName("_id")]
    public Id Id { get; init; }
    public string Username { get; init; } = "";
    public string Source { get; init; } = "";
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public static void AddTo(IServiceCollection services)
    {
        services.AddExport<ExportedMembership>("memberships", OfPerson, row => row.Id.ToString(), "memberships");
        services.AddExport<ExportedMembership>("members", OfChannel, row => row.Id.ToString(), "memberships");
        services.AddExport<ExportedCode>("membership-codes", ExportedCode.Sql, row => row.Id.ToString(), "membership_codes");
    }
}

/// <summary>A code that makes members, without the code, of which only a hash is kept.</summary>
internal sealed record ExportedCode
{
    internal const string Sql = """
        SELECT id, note, uses_left, days, expires_at, created_at
        FROM membership_codes WHERE channel_id = @user AND id > @after ORDER BY id LIMIT @limit
        """;

    [JsonPropertyName("_id")]
    public Id Id { get; init; }
    public string Note { get; init; } = "";
    public long UsesLeft { get; init; }
    public long? Days { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
