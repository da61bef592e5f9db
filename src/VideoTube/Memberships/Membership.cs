using System.Text.Json.Serialization;
using VideoTube.Data;

namespace VideoTube.Memberships;

/// <summary>Somebody's membership of a channel.</summary>
internal sealed record Membership
{
    public required Party Channel { get; init; }
    public required Party User { get; init; }

    /// <summary>hand, code, payment: how it came about, or was last made longer.</summary>
    public required string Source { get; init; }

    /// <summary>Null: until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>False once it has run out.</summary>
    public required bool IsActive { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <param name="Avatar">Address of the picture; null when there is none.</param>
internal sealed record Party([property: JsonPropertyName("_id")] Id Id, string Username, string Fullname, string? Avatar);
