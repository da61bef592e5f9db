using System.ComponentModel.DataAnnotations;

namespace VideoTube.Videos.Progress;

/// <summary>How far a video is, as whoever may see it is told.</summary>
public sealed record VideoProgress
{
    [AllowedValues("uploading", "processing", "ready", "failed")]
    public required string Status { get; init; }

    /// <summary>What is done at the moment; null when nothing is.</summary>
    [AllowedValues("uploading", "waiting", "preparing", "encoding", null)]
    public string? Step { get; init; }

    /// <summary>0 to 100: of the file while it is uploading, over the whole processing from then on.</summary>
    public required int Progress { get; init; }

    /// <summary>Bytes of the file that are here; null once all are.</summary>
    public long? Offset { get; init; }

    /// <summary>Bytes the file will have; null once all are here.</summary>
    public long? Length { get; init; }

    /// <summary>Seconds until it is here, or then until it is ready, as far as its pace tells; null until that is known.</summary>
    public int? SecondsLeft { get; init; }

    /// <summary>True as soon as anything of it plays.</summary>
    public required bool Playable { get; init; }

    /// <summary>Names of the renditions that play, the best first.</summary>
    public required IReadOnlyList<string> Renditions { get; init; }

    /// <summary>Address of the poster; null until there is one.</summary>
    public string? Thumbnail { get; init; }

    /// <summary>Why processing failed, in words; for its owner and for moderators.</summary>
    public string? Failure { get; init; }

    /// <summary>Of the file that is to take its place, for its owner; null when there is none.</summary>
    public ReplacementProgress? Replacement { get; init; }

    internal bool IsOver => Status is "ready" or "failed" && Replacement is not { Status: "processing" };
}

/// <summary>How far a file is that is to take a video's place.</summary>
public sealed record ReplacementProgress
{
    [AllowedValues("processing", "failed")]
    public required string Status { get; init; }

    /// <summary>0 to 100 over the whole processing.</summary>
    public required int Progress { get; init; }

    /// <summary>Seconds until it takes the video's place, as far as its pace tells; null until that is known.</summary>
    public int? SecondsLeft { get; init; }

    /// <summary>Why it could not be processed, in words; null otherwise.</summary>
    public string? Failure { get; init; }
}
