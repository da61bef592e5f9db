using VideoTube.Media.Boxes;

namespace VideoTube.Media.Playlists;

/// <summary>Reads what ffmpeg has finished in a rendition's folder; safe while it still writes there.</summary>
public static class SegmentFolder
{
    /// <summary>
    /// Lists the finished segments with what their boxes say. ffmpeg gives a segment its name when it is whole, and
    /// writes the init segment before the first of them, so everything listed here stays as it is.
    /// </summary>
    /// <param name="folder">Absolute path of one rendition's folder.</param>
    /// <param name="previous">What an earlier call returned, so that only new segments are read.</param>
    /// <returns>Null while there is no finished segment.</returns>
    /// <exception cref="InvalidDataException">A finished file is not what ffmpeg should have written.</exception>
    public static async Task<Rendition?> ReadAsync(string folder, Rendition? previous, CancellationToken ct)
    {
        if (!Directory.Exists(folder))
            return null;
        var names = Directory.EnumerateFiles(folder, "s*.m4s").Select(p => Path.GetFileName(p)!).ToList();
        if (names.Count == 0)
            return null;
        names.Sort(ByNumber);

        var (track, initBytes) = previous is null
            ? await ReadInitAsync(Path.Combine(folder, Rendition.InitFileName), ct)
            : (previous.Track, previous.InitBytes);
        var segments = new List<Segment>(previous?.Segments ?? []);
        foreach (var name in names.Skip(segments.Count))
            segments.Add(await ReadSegmentAsync(Path.Combine(folder, name), track, ct));
        return new Rendition(folder, track, initBytes, segments);
    }

    // Five digits grow to six after 99,999 segments.
    private static int ByNumber(string a, string b) =>
        a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);

    private static async Task<(InitTrack, long)> ReadInitAsync(string path, CancellationToken ct)
    {
        var init = await File.ReadAllBytesAsync(path, ct);
        return InitSegment.Read(init) is [var track, ..]
            ? (track, init.Length)
            : throw new InvalidDataException("An init segment has no track.");
    }

    private static async Task<Segment> ReadSegmentAsync(string path, InitTrack track, CancellationToken ct)
    {
        // A small buffer: only box headers and the fragment's own box are read, each with one call.
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var facts = await MediaSegment.ReadAsync(file, track, ct);
        return new Segment(
            Path.GetFileName(path), file.Length, track.Time(facts.Start), track.Time(facts.Duration), facts);
    }
}
