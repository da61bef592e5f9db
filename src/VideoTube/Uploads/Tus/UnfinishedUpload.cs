using System.Text.Json.Serialization;
using VideoTube.Data;

namespace VideoTube.Uploads.Tus;

/// <summary>A file on its way, no video yet, as its owner is told of it.</summary>
public sealed record UnfinishedUpload
{
    /// <summary>Of the upload, at /api/v1/uploads/:id, and of the video that it becomes.</summary>
    [JsonPropertyName("_id")]
    public required Id Id { get; init; }

    /// <summary>What was given, else the file's name without its ending.</summary>
    public required string Title { get; init; }

    /// <summary>As the client called it; empty when it did not say.</summary>
    public required string FileName { get; init; }

    /// <summary>Bytes the whole file has.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes of it that are here.</summary>
    public required long Offset { get; init; }

    /// <summary>True for one of several parts that are sent side by side: it becomes no video itself.</summary>
    public required bool IsPart { get; init; }

    /// <summary>The video whose place it is to take; null when it becomes one itself.</summary>
    public Id? Replaces { get; init; }

    /// <summary>Address of what can be watched of it by now; null when nothing can.</summary>
    public string? Hls { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is removed, should no byte come any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    internal int Percent => Length == 0 ? 0 : (int)(Offset * 100 / Length);
}

[JsonSerializable(typeof(IReadOnlyList<UnfinishedUpload>))]
internal sealed partial class UploadJson : JsonSerializerContext;
