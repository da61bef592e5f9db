using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using VideoTube.Captions;
using VideoTube.Chapters;
using VideoTube.Data;
using VideoTube.Videos.Replacing;

namespace VideoTube.Videos;

/// <summary>A video as clients see it. Times in ISO 8601 UTC, durations in seconds, addresses relative to the site.</summary>
public sealed record Video
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required VideoOwner Owner { get; init; }

    [AllowedValues("uploading", "processing", "ready", "failed")]
    public required string Status { get; init; }

    /// <summary>True as soon as anything of it plays.</summary>
    public required bool Playable { get; init; }

    /// <summary>0 to 100 over the whole processing.</summary>
    public required int Progress { get; init; }

    /// <summary>Why processing failed, in words; for its owner, and for moderators who open it. Null otherwise.</summary>
    public string? Failure { get; init; }

    [AllowedValues("public", "unlisted", "members", "private")]
    public required string Visibility { get; init; }
    public required bool IsPublished { get; init; }

    /// <summary>True when the site shows it to nobody but its owner, whatever they say.</summary>
    public required bool IsWithheld { get; init; }

    /// <summary>Why it was taken down; set on a single video, for its owner. Null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VideoTakedown? Takedown { get; init; }
    public required double Duration { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public required long Views { get; init; }
    public required long LikesCount { get; init; }

    /// <summary>Replies included.</summary>
    public required long CommentsCount { get; init; }

    /// <summary>By whoever asks; false for visitors.</summary>
    public required bool IsLiked { get; init; }

    /// <summary>True when only members of the channel may watch it and whoever asks is none: nothing of it plays.</summary>
    public required bool IsLocked { get; init; }

    /// <summary>Where whoever asks was in it, in seconds; null when they have not watched it.</summary>
    public double? Position { get; init; }

    /// <summary>When whoever asks last watched it; only in their history.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? WatchedAt { get; init; }

    /// <summary>Address of the poster; null until there is one.</summary>
    public string? Thumbnail { get; init; }

    /// <summary>Address of a WebVTT file of small pictures, each a part (<c>#xywh=</c>) of a sheet; null until it is there.</summary>
    public string? Storyboard { get; init; }

    /// <summary>Address of a file that browsers play by byte ranges; null while there is none.</summary>
    public string? VideoFile { get; init; }

    /// <summary>MIME type of that file.</summary>
    public string? VideoType { get; init; }

    /// <summary>Address of the HLS master playlist; null until a rendition is there.</summary>
    public string? Hls { get; init; }

    /// <summary>Address of the DASH manifest; set on a single video once complete renditions are there, null in lists.</summary>
    public string? Dash { get; init; }

    /// <summary>Whoever may watch it may have the file as it was uploaded.</summary>
    public required bool Downloadable { get; init; }

    /// <summary>Best first; set on a single video, null in lists.</summary>
    public IReadOnlyList<VideoRendition>? Renditions { get; init; }

    /// <summary>By language; set on a single video, null in lists.</summary>
    public IReadOnlyList<Caption>? Captions { get; init; }

    /// <summary>By start; set on a single video, null in lists.</summary>
    public IReadOnlyList<Chapter>? Chapters { get; init; }

    /// <summary>A file that is to take its place; set on a single video, for its owner, while there is one. Null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Replacement? Replacement { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What the site's keepers said when they took a video down.</summary>
public sealed record VideoTakedown
{
    public required string Reason { get; init; }

    /// <summary>The law, not the site, wants it so.</summary>
    public required bool ByLaw { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A channel beside its video.</summary>
public sealed record VideoOwner
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }
    public required string Username { get; init; }
    public required string Fullname { get; init; }

    /// <summary>Address of the picture; null when the channel has none.</summary>
    public string? Avatar { get; init; }
    public required long SubscribersCount { get; init; }

    /// <summary>Whoever asks; false for visitors.</summary>
    public required bool IsSubscribed { get; init; }
}

/// <param name="Bandwidth">Peak bits a second.</param>
public sealed record VideoRendition(string Name, int Width, int Height, double FrameRate, long Bandwidth, string Codecs);
