using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using VideoTube.Data;

namespace VideoTube.Videos.Replacing;

/// <summary>A file that is to take a video's place, as its owner sees it: it is being processed, or could not be.</summary>
public sealed record Replacement
{
    [JsonIgnore]
    public Id Id { get; init; }

    /// <summary>Another file, or a part of the one there is.</summary>
    [AllowedValues("file", "trim")]
    public string Kind { get; init; } = "";

    [AllowedValues("processing", "failed")]
    public string Status { get; init; } = "";

    /// <summary>0 to 100.</summary>
    public int Progress { get; init; }

    /// <summary>Why it could not be processed, in words; null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>Where a part begins, in seconds of the video as it is; null of another file.</summary>
    public double? Start { get; init; }

    /// <summary>Where a part ends, in seconds of the video as it is; null of another file.</summary>
    public double? End { get; init; }
}
