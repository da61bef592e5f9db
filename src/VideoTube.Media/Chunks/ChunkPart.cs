using System.Security.Cryptography;
using VideoTube.Media.Boxes;
using VideoTube.Media.Playlists;

namespace VideoTube.Media.Chunks;

/// <summary>What a chunk made of one rendition, small enough to keep until all are there.</summary>
/// <param name="Name">Of the rendition.</param>
/// <param name="InitHash">SHA-256 of the init segment, in hex.</param>
public sealed record ChunkPart(string Name, InitTrack Track, long InitBytes, string InitHash, IReadOnlyList<PartSegment> Segments)
{
    public static async Task<ChunkPart> OfAsync(Rendition rendition, Func<Segment, string> fileName, CancellationToken ct)
    {
        await using var init = File.OpenRead(Path.Combine(rendition.Folder, Rendition.InitFileName));
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(init, ct));
        return new ChunkPart(rendition.Name, rendition.Track, rendition.InitBytes, hash, [.. rendition.Segments.Select(segment =>
            new PartSegment(fileName(segment), segment.Bytes, segment.Facts.Start, segment.Facts.Duration, segment.Facts.Samples, segment.Facts.StartsWithSync))]);
    }

    /// <summary>
    /// One rendition of the parts of consecutive chunks, its folder being its name. Players append the segments to one init
    /// segment and show them by the times that they carry; so these must be the same for all, and without a gap.
    /// </summary>
    /// <param name="parts">At least one; in order of time.</param>
    /// <exception cref="ChunkMismatchException">They do not fit each other.</exception>
    public static Rendition Join(IReadOnlyList<ChunkPart> parts)
    {
        var first = parts[0];
        var segments = new List<Segment>();
        foreach (var part in parts)
        {
            if (part.InitHash != first.InitHash)
                throw new ChunkMismatchException($"{part.Name}: two chunks have different init segments.");
            if (segments is [.., var last] && part.Segments[0].Start != last.Facts.End)
                throw new ChunkMismatchException($"{part.Name}: a chunk begins at {part.Segments[0].Start}, but the one before it ends at {last.Facts.End} / {first.Track.Timescale} s.");
            segments.AddRange(part.Segments.Select(segment => new Segment(
                segment.FileName, segment.Bytes, first.Track.Time(segment.Start), first.Track.Time(segment.Duration),
                new SegmentFacts(segment.Start, segment.Duration, segment.Samples, segment.StartsWithSync, []))));
        }

        return new Rendition(first.Name, first.Track, first.InitBytes, segments);
    }
}

/// <summary>One segment of a chunk; its times in units of the track's timescale.</summary>
public sealed record PartSegment(string FileName, long Bytes, long Start, long Duration, int Samples, bool StartsWithSync);
