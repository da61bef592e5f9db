using System.Text.Json.Serialization;
using VideoTube.Data;

namespace VideoTube.Moderation;

public sealed record Report
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }

    /// <summary>video, comment, post, channel.</summary>
    public required string Kind { get; init; }
    public required string Reason { get; init; }
    public required string Details { get; init; }

    /// <summary>open, upheld, dismissed.</summary>
    public required string State { get; init; }

    /// <summary>What whoever answered it says; empty while it is open.</summary>
    public required string Resolution { get; init; }

    /// <summary>Null when their account is gone.</summary>
    public PersonInShort? Reporter { get; init; }
    public required ReportedSubject Subject { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

public sealed record ReportedSubject
{
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }

    /// <summary>A video's title, the beginning of a comment or a post, a channel's name; null when it is gone.</summary>
    public string? Title { get; init; }

    /// <summary>The video itself, or the one that a comment is on.</summary>
    public Id? VideoId { get; init; }
    public PersonInShort? Owner { get; init; }
    public required bool IsWithheld { get; init; }

    /// <summary>Reports on it that nobody has answered.</summary>
    public required long OpenReports { get; init; }
}

public sealed record PersonInShort([property: JsonPropertyName("_id")] Id Id, string Username);
