using VideoTube.Media.Boxes;
using VideoTube.Media.Playlists;

namespace VideoTube.Media.Chunks;

/// <summary>
/// Makes segments of the pieces that one chunk's run wrote, one a key frame. ffmpeg counts the seconds of a segment from
/// where a run begins, so it would cut a chunk elsewhere than the whole; here it is cut where the plan says.
/// </summary>
internal static class ChunkSegments
{
    private const uint SegmentType = 0x73747970, Fragment = 0x6D6F6F66, Media = 0x6D646174; // styp, moof, mdat

    /// <param name="frames">How many there must be; null for the last chunk, which ends where the picture does.</param>
    /// <exception cref="ChunkMismatchException">There are other frames or key frames than were planned.</exception>
    public static async Task<Rendition> JoinAsync(Rendition pieces, Chunk chunk, long? frames, string folder, CancellationToken ct)
    {
        var made = pieces.Segments.Sum(piece => (long)piece.Facts.Samples);
        if (frames is not null && made != frames)
            throw new ChunkMismatchException($"{made} frames came out, not {frames}.");
        // The picture of the last may end before the sound does.
        if (pieces.Segments.Count > chunk.Keys.Count || chunk.End is not null && pieces.Segments.Count < chunk.Keys.Count)
            throw new ChunkMismatchException($"{pieces.Segments.Count} key frames came out, not {chunk.Keys.Count}.");

        File.Move(Path.Combine(pieces.Folder, Rendition.InitFileName), Path.Combine(folder, Rendition.InitFileName), overwrite: true);
        var number = chunk.FirstSegment;
        for (var at = 0; at < pieces.Segments.Count;)
        {
            await using var segment = File.Create(Path.Combine(folder, $"s{number++:00000}.m4s"));
            var first = at;
            do
                await AppendAsync(Path.Combine(pieces.Folder, pieces.Segments[at].FileName), segment, isFirst: at == first, ct);
            while (++at < pieces.Segments.Count && !chunk.Keys[at].BeginsSegment);
        }

        Directory.Delete(pieces.Folder, recursive: true);
        return (await SegmentFolder.ReadAsync(folder, previous: null, ct))!;
    }

    /// <summary>Without the index of a piece (sidx), which would be wrong for the whole and is of no use in HLS.</summary>
    private static async Task AppendAsync(string path, Stream segment, bool isFirst, CancellationToken ct)
    {
        var bytes = await File.ReadAllBytesAsync(path, ct);
        for (var at = 0; at < bytes.Length;)
        {
            if (BoxHeader.Read(bytes.AsSpan(at), bytes.Length - at) is not { } box || box.Size > bytes.Length - at)
                throw new InvalidDataException("A segment's boxes do not fit its size.");
            if (box.Type is Fragment or Media || box.Type == SegmentType && isFirst)
                await segment.WriteAsync(bytes.AsMemory(at, (int)box.Size), ct);
            at += (int)box.Size;
        }
    }
}

/// <summary>Chunks do not fit each other, or the plan: the source has to be encoded in one go.</summary>
public sealed class ChunkMismatchException(string message) : Exception(message);
