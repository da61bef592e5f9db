namespace VideoTube.Media.Chunks;

/// <summary>A piece of a long video's pictures, which is encoded on its own and continues the piece before it frame by frame.</summary>
public sealed record Chunk
{
    /// <summary>0, 1, 2 … in order of time.</summary>
    public required int Number { get; init; }

    /// <summary>Number of its first segment, counted over the whole video.</summary>
    public required int FirstSegment { get; init; }

    /// <summary>Seconds at which the whole video's picture begins: frames are counted from there.</summary>
    public required double Origin { get; init; }

    /// <summary>In order of time; the first is the chunk's first frame.</summary>
    public required IReadOnlyList<ChunkKey> Keys { get; init; }

    /// <summary>Seconds at which the next chunk begins; null for the last one, which goes on to the end of the picture.</summary>
    public double? End { get; init; }

    internal double Start => Keys[0].Time;
}

/// <summary>A key frame to come.</summary>
/// <param name="Time">Seconds. Each rung puts it on its next frame.</param>
/// <param name="BeginsSegment">False within a segment, for viewers who jump.</param>
public readonly record struct ChunkKey(double Time, bool BeginsSegment);
