using System.Text.Json.Serialization;
using VideoTube.Data;
using VideoTube.Http;

namespace VideoTube.Uploads.Tus;

/// <summary>What is known of an upload besides its bytes.</summary>
/// <param name="Id">Becomes the video's, so that finishing twice makes one video.</param>
/// <param name="Length">Bytes it will have.</param>
internal sealed record TusUpload(Id Id, Id Owner, long Length, DateTimeOffset CreatedAt)
{
    /// <summary>Upload-Metadata as it was sent.</summary>
    public string? Metadata { get; init; }

    /// <summary>Upload-Concat as it was sent.</summary>
    public string? Concat { get; init; }

    /// <summary>The uploads a final one is put together from; null for any other.</summary>
    public IReadOnlyList<Id>? Parts { get; init; }

    /// <summary>Bytes from here on wait for their checksum and count only when it was right; null: all of them count.</summary>
    public long? VerifiedTo { get; init; }

    /// <summary>Since when it is a video.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>A part of a final upload; never a video itself.</summary>
    [JsonIgnore]
    public bool IsPartial => Concat == TusConcat.Partial;

    /// <summary>The video whose place it is to take; null: it becomes one itself.</summary>
    [JsonIgnore]
    public Id? Replaces => TusMetadata.ReplacedBy(TusMetadata.ReadValues(Metadata ?? ""));

    [JsonIgnore]
    public bool IsDone => DoneAt is not null;

    [JsonIgnore]
    public string Address => $"{TusHeaders.Base}/{Id}";
}

[JsonSourceGenerationOptions(Converters = [typeof(TimeJson)])]
[JsonSerializable(typeof(TusUpload))]
internal sealed partial class TusJson : JsonSerializerContext;
