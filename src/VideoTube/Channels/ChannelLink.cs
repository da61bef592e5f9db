using System.Text.Json.Serialization;
using VideoTube.Data;

namespace VideoTube.Channels;

/// <summary>Somebody beside what they wrote or follow.</summary>
public sealed record ChannelLink
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Username { get; init; }
    public required string Fullname { get; init; }

    /// <summary>Address of the picture; null when there is none.</summary>
    public string? Avatar { get; init; }
}

/// <summary>A row that brings a user <c>u</c>.</summary>
internal abstract record RowWithUser
{
    public const string Columns = "u.id AS user_id, u.username, u.fullname, '/media/' || u.avatar AS avatar";

    public Id UserId { get; init; }
    public string Username { get; init; } = "";
    public string Fullname { get; init; } = "";
    public string? Avatar { get; init; }

    public ChannelLink ToChannelLink() => new() { Id = UserId, Username = Username, Fullname = Fullname, Avatar = Avatar };
}
