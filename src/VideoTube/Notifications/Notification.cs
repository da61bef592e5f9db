using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Notifications;

/// <summary>Something that happened which a person wants to know of.</summary>
public sealed record Notification
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }

    /// <summary>video, comment, reply, subscriber, ready, failed.</summary>
    public required string Kind { get; init; }

    /// <summary>Who did it; null when nobody but the site.</summary>
    public NotificationActor? Actor { get; init; }
    public NotificationVideo? Video { get; init; }
    public NotificationComment? Comment { get; init; }
    public required bool Seen { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed record NotificationActor
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Username { get; init; }
    public required string Fullname { get; init; }

    /// <summary>Address of the picture; null when there is none.</summary>
    public string? Avatar { get; init; }
}

public sealed record NotificationVideo
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Title { get; init; }

    /// <summary>Address of the poster; null until there is one.</summary>
    public string? Thumbnail { get; init; }
}

/// <param name="Excerpt">Its beginning.</param>
public sealed record NotificationComment([property: JsonPropertyName("_id")] Id Id, string Excerpt);

/// <summary>A page with the number of all that were not seen yet.</summary>
internal sealed record NotificationPage : Page<Notification>
{
    [SetsRequiredMembers]
    private NotificationPage(Page<Notification> page) : base(page)
    {
    }

    public long UnseenCount { get; init; }

    public static NotificationPage Of(Page<Notification> page, long unseen) => new(page) { UnseenCount = unseen };
}

internal sealed record Unseen(long UnseenCount);

/// <param name="Ids">Those to mark; all when absent.</param>
internal sealed record MarkSeen(IReadOnlyList<string>? Ids) : IRequestBody<MarkSeen>;

/// <summary>What a live connection is sent: a notification, or how many were not seen.</summary>
/// <param name="Type">notification.</param>
internal sealed record LiveNotification(string Type, Notification Notification);

/// <param name="Type">unseen.</param>
internal sealed record LiveUnseen(string Type, long Count);

[JsonSerializable(typeof(NotificationPage))]
[JsonSerializable(typeof(Unseen))]
[JsonSerializable(typeof(MarkSeen))]
[JsonSerializable(typeof(LiveNotification))]
[JsonSerializable(typeof(LiveUnseen))]
[JsonSerializable(typeof(ExportedNotification))]
internal sealed partial class NotificationJson : JsonSerializerContext;
