using System.Text;

namespace VideoTube.Media.Playlists;

/// <summary>Writes the playlist of one rendition (RFC 8216, 4.3.2 and 4.3.3) from what its segments' boxes say.</summary>
public static class MediaPlaylist
{
    /// <summary>Text of the playlist: VOD with an end when complete, EVENT that may still grow when not.</summary>
    /// <param name="rendition">The segments so far; at least one.</param>
    /// <param name="isComplete">False while more segments will come.</param>
    /// <param name="promisedTarget">
    /// Seconds that no segment will exceed, rounded; given while the playlist grows, because TARGETDURATION may not
    /// change from one reading to the next (RFC 8216, 6.2.1). Null takes the longest of the segments.
    /// </param>
    public static string Write(Rendition rendition, bool isComplete, int? promisedTarget = null)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
        var target = Math.Max(promisedTarget ?? 1, TargetDuration(rendition.Segments));
        text.Append($"#EXT-X-TARGETDURATION:{target}\n");
        text.Append("#EXT-X-MEDIA-SEQUENCE:0\n");
        text.Append($"#EXT-X-PLAYLIST-TYPE:{(isComplete ? "VOD" : "EVENT")}\n");
        if (rendition.Segments.All(s => s.Facts.StartsWithSync))
            text.Append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        // Without it a player takes a playlist that has no end for a broadcast, and joins at its newest part.
        if (!isComplete)
            text.Append("#EXT-X-START:TIME-OFFSET=0\n");
        text.Append($"#EXT-X-MAP:URI=\"{Rendition.InitFileName}\"\n");
        foreach (var segment in rendition.Segments)
            text.Append($"#EXTINF:{segment.Duration.TotalSeconds:0.000000},\n{segment.FileName}\n");
        if (isComplete)
            text.Append("#EXT-X-ENDLIST\n");
        return text.ToString();
    }

    /// <summary>The longest segment in seconds, rounded to the nearest whole one (RFC 8216, 4.3.3.1), at least 1.</summary>
    internal static int TargetDuration(IReadOnlyList<Segment> segments) => segments.Count == 0
        ? 1
        : Math.Max(1, (int)Math.Round(segments.Max(s => s.Duration).TotalSeconds, MidpointRounding.AwayFromZero));

    /// <summary>The files a playlist names: its init segment, and its lines that are no tags (RFC 8216 section 4).</summary>
    public static IEnumerable<string> FilesIn(string playlist)
    {
        const string Init = "#EXT-X-MAP:URI=\"";
        foreach (var line in playlist.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (line.StartsWith(Init, StringComparison.Ordinal))
                yield return line[Init.Length..].Split('"')[0];
            else if (!line.StartsWith('#'))
                yield return line;
    }
}
