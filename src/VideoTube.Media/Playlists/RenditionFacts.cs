using VideoTube.Media.Boxes;

namespace VideoTube.Media.Playlists;

/// <summary>What a master playlist, or a database, needs to know of a finished rendition.</summary>
public sealed record RenditionFacts
{
    /// <summary>Name of the rendition and of its folder, such as <c>720p</c> or <c>audio</c>.</summary>
    public required string Name { get; init; }

    /// <summary>As in CODECS (RFC 6381), of this rendition alone.</summary>
    public required string Codecs { get; init; }

    /// <summary>Width as it is shown, rotation applied; null for sound.</summary>
    public int? Width { get; init; }

    /// <summary>Height as it is shown, rotation applied; null for sound.</summary>
    public int? Height { get; init; }

    /// <summary>Frames a second on average; null for sound.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Sound channels; null for video.</summary>
    public int? Channels { get; init; }

    /// <summary>Highest bits a second of any run of segments (BANDWIDTH, RFC 8216, 4.3.4.2).</summary>
    public required long PeakBitRate { get; init; }

    /// <summary>Bits a second over the whole (AVERAGE-BANDWIDTH).</summary>
    public required long AverageBitRate { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Bytes of all segments and the init segment.</summary>
    public required long Bytes { get; init; }

    /// <summary>When its segments begin; null while that is not known, and where DASH cannot tell it.</summary>
    public Timeline? Timeline { get; init; }

    /// <summary>Where the media playlist lies, relative to the master playlist; in a folder of its name beside it by default.</summary>
    public string Uri { get => field ?? $"{Name}/{Rendition.PlaylistFileName}"; init; }

    public bool IsAudio => Width is null;

    /// <summary>Measures a rendition; its segments must be there already, at least one.</summary>
    public static RenditionFacts Of(Rendition rendition)
    {
        var track = rendition.Track;
        var seconds = rendition.Segments.Sum(s => s.Duration.TotalSeconds);
        var isVideo = track.Kind == TrackKind.Video;
        var turned = track.Rotation is 90 or 270;
        return new RenditionFacts
        {
            Name = rendition.Name,
            Codecs = track.Codecs,
            Width = isVideo ? (turned ? track.Height : track.Width) : null,
            Height = isVideo ? (turned ? track.Width : track.Height) : null,
            FrameRate = isVideo && seconds > 0 ? rendition.Segments.Sum(s => (long)s.Facts.Samples) / seconds : null,
            Channels = isVideo ? null : track.Channels,
            PeakBitRate = BitRates.Peak(rendition.Segments),
            AverageBitRate = BitRates.Average(rendition.Segments),
            Duration = rendition.End,
            Timeline = Timeline.Of(rendition),
            Bytes = rendition.InitBytes + rendition.Segments.Sum(s => s.Bytes),
        };
    }
}
