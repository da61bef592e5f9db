using VideoTube.Media.Boxes;

namespace VideoTube.Media.Playlists;

/// <summary>One finished media segment on disk.</summary>
/// <param name="FileName">Name inside the rendition's folder, such as <c>s00000.m4s</c>; also its URI in the playlist.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record Segment(string FileName, long Bytes, TimeSpan Start, TimeSpan Duration, SegmentFacts Facts);

/// <summary>One rendition as it lies in a folder: an init segment and the media segments finished so far.</summary>
/// <param name="Folder">Absolute path of the folder; its last part is the rendition's name.</param>
/// <param name="Track">What the init segment says.</param>
/// <param name="Segments">In order of time.</param>
public sealed record Rendition(string Folder, InitTrack Track, long InitBytes, IReadOnlyList<Segment> Segments)
{
    /// <summary>Name of the init segment in every rendition's folder.</summary>
    public const string InitFileName = "init.mp4";

    /// <summary>Name of the media playlist that belongs beside the segments.</summary>
    public const string PlaylistFileName = "index.m3u8";

    /// <summary>Such as <c>720p</c> or <c>audio</c>.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>End of the last segment on the timeline that all renditions share.</summary>
    public TimeSpan End => Segments is [.., var last] ? last.Start + last.Duration : TimeSpan.Zero;
}
