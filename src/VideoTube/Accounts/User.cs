using System.Text.Json.Serialization;
using VideoTube.Data;

namespace VideoTube.Accounts;

/// <summary>A person as they see themselves. What others see of them is a channel.</summary>
public sealed record User
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Username { get; init; }
    public required string Email { get; init; }

    /// <summary>Whether they have shown that they read the address; never true on a site without mail.</summary>
    public required bool EmailVerified { get; init; }
    public required string Fullname { get; init; }

    /// <summary>user, moderator, admin.</summary>
    public required string Role { get; init; }

    /// <summary>Address of the picture; null when there is none.</summary>
    public string? Avatar { get; init; }

    /// <summary>Address of the picture; null when there is none.</summary>
    public string? CoverImage { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}
