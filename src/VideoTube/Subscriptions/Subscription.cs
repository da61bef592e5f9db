using System.Text.Json.Serialization;
using VideoTube.Channels;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Subscriptions;

/// <summary>How somebody and a channel stand after a change.</summary>
internal sealed record SubscriptionState
{
    public required bool Subscribed { get; init; }
    public required long SubscribersCount { get; init; }
}

/// <summary>Somebody who follows a channel, and since when.</summary>
internal sealed record Subscriber
{
    /// <summary>Of the subscription.</summary>
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }

    [JsonPropertyName("subscriber")]
    public required ChannelLink Who { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A channel that somebody follows, and since when.</summary>
internal sealed record Subscription
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required SubscribedChannel Channel { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed record SubscribedChannel
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Username { get; init; }
    public required string Fullname { get; init; }

    /// <summary>Address of the picture; null when there is none.</summary>
    public string? Avatar { get; init; }
    public required long SubscribersCount { get; init; }

    /// <summary>Whoever asks, who may be another; false for visitors.</summary>
    public required bool IsSubscribed { get; init; }
}

[JsonSerializable(typeof(SubscriptionState))]
[JsonSerializable(typeof(Page<Subscriber>))]
[JsonSerializable(typeof(Page<Subscription>))]
[JsonSerializable(typeof(ExportedSubscription))]
internal sealed partial class SubscriptionJson : JsonSerializerContext;
