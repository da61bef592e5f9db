using System.Text.Json.Serialization;
using VideoTube.Data;

namespace VideoTube.Channels;

/// <summary>A person as everyone sees them.</summary>
public sealed record Channel
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Username { get; init; }
    public required string Fullname { get; init; }

    /// <summary>Sent to the channel's owner only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    /// <summary>Address of the picture; null when there is none.</summary>
    public string? Avatar { get; init; }

    /// <summary>Address of the picture; null when there is none.</summary>
    public string? CoverImage { get; init; }

    public required long SubscribersCount { get; init; }
    public required long ChannelsSubscribedToCount { get; init; }

    /// <summary>By whoever asks; false for visitors.</summary>
    public required bool IsSubscribed { get; init; }

    /// <summary>Videos that everyone sees.</summary>
    public required long VideosCount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

[JsonSerializable(typeof(Channel))]
internal sealed partial class ChannelJson : JsonSerializerContext;
