using System.Text.Json.Serialization;

namespace VideoTube.Dashboard;

/// <summary>What a channel has now: of videos that were deleted nothing is counted.</summary>
public sealed record ChannelStats
{
    /// <summary>Drafts and failed ones too.</summary>
    [JsonPropertyName("totalVideos")]
    public long Videos { get; init; }
    [JsonPropertyName("totalViews")]
    public long Views { get; init; }

    /// <summary>Seconds, by all viewers.</summary>
    [JsonPropertyName("totalWatchTime")]
    public double Watched { get; init; }
    [JsonPropertyName("totalSubscribers")]
    public long Subscribers { get; init; }
    [JsonPropertyName("totalLikes")]
    public long Likes { get; init; }
    [JsonPropertyName("totalComments")]
    public long Comments { get; init; }
}

/// <summary>What a channel gained on a day.</summary>
/// <param name="Date">UTC.</param>
/// <param name="WatchTime">Seconds.</param>
public sealed record DayGain(DateOnly Date, long Views, double WatchTime, long Subscribers, long Likes, long Comments);
