using System.Text.Json;
using System.Text.Json.Serialization;
using VideoTube.Data;
using VideoTube.Media.Chunks;
using VideoTube.Media.Probing;

namespace VideoTube.Processing;

/// <summary>What a worker has to know to make a piece of a long video's ladder, and to join it to the others.</summary>
/// <param name="Pictures">Null: the sound of the whole.</param>
/// <param name="CopyTop">Whether the top rung was copied.</param>
/// <param name="Rungs">Names of the rungs that chunks make.</param>
/// <param name="HasSound">Whether the sound is made beside them.</param>
/// <param name="PromisedTarget">TARGETDURATION of playlists that players see grow.</param>
/// <param name="Source">What the file told when it was cut: looking again is work that each chunk would repeat.</param>
internal sealed record PlannedChunk(
    Chunk? Pictures, bool CopyTop, IReadOnlyList<string> Rungs, bool HasSound, int PromisedTarget, MediaInfo Source);

/// <summary>A row of chunks.</summary>
internal sealed record ChunkRow
{
    /// <summary>Number of the sound.</summary>
    public const int Sound = -1;

    public Id Run { get; init; }
    public int Number { get; init; }
    public string Plan { get; init; } = "";
    public string? Made { get; init; }

    public PlannedChunk Planned => JsonSerializer.Deserialize(Plan, ChunkColumns.Default.PlannedChunk)!;

    /// <summary>One a rendition; empty until they are there.</summary>
    public IReadOnlyList<ChunkPart> Parts => Made is null ? [] : JsonSerializer.Deserialize(Made, ChunkColumns.Default.IReadOnlyListChunkPart)!;
}

/// <summary>As chunks.plan and chunks.made keep them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(PlannedChunk))]
[JsonSerializable(typeof(IReadOnlyList<ChunkPart>))]
internal sealed partial class ChunkColumns : JsonSerializerContext;
