using System.Globalization;
using System.Xml.Linq;

namespace VideoTube.Media.Playlists;

/// <summary>
/// Writes the manifest by which players of DASH (ISO/IEC 23009-1) play the very segments that HLS names. ffmpeg's own
/// breaks off at sizes whose aspects differ by a rounding, so this one is made of what the boxes say.
/// </summary>
public static class DashManifest
{
    private static readonly XNamespace Dash = "urn:mpeg:dash:schema:mpd:2011";

    /// <summary>Text of a manifest of complete renditions: nothing is added later.</summary>
    /// <param name="renditions">Each with its timeline; at least one.</param>
    /// <exception cref="ArgumentException">There is nothing to offer, or a rendition has no timeline.</exception>
    public static string Write(IReadOnlyCollection<RenditionFacts> renditions)
    {
        if (renditions.Count == 0 || renditions.Any(rendition => rendition.Timeline is null))
            throw new ArgumentException("A manifest needs renditions with timelines.", nameof(renditions));
        var end = renditions.Max(rendition => rendition.Timeline!.End);
        // Players change between representations of one set: it holds one codec, the lowest rate first.
        var sets = renditions.OrderBy(r => r.IsAudio).ThenBy(r => r.PeakBitRate).GroupBy(r => (r.IsAudio, r.Codecs.Split('.')[0]));
        var manifest = new XElement(
            Dash + "MPD",
            new XAttribute("type", "static"),
            new XAttribute("profiles", "urn:mpeg:dash:profile:isoff-live:2011"),
            new XAttribute("minBufferTime", "PT4S"),
            new XAttribute("mediaPresentationDuration", Invariant($"PT{end:0.######}S")),
            new XElement(Dash + "Period", new XAttribute("id", "0"), new XAttribute("start", "PT0S"), sets.Select((set, id) => SetOf(id, set.Key.IsAudio, set))));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{manifest}\n";
    }

    private static XElement SetOf(int id, bool isAudio, IEnumerable<RenditionFacts> renditions) => new(
        Dash + "AdaptationSet",
        new XAttribute("id", id),
        new XAttribute("contentType", isAudio ? "audio" : "video"),
        new XAttribute("mimeType", isAudio ? "audio/mp4" : "video/mp4"),
        new XAttribute("segmentAlignment", "true"),
        new XAttribute("startWithSAP", "1"),
        renditions.Select(RepresentationOf));

    private static XElement RepresentationOf(RenditionFacts rendition) => new(
        Dash + "Representation",
        new XAttribute("id", rendition.Name),
        new XAttribute("codecs", rendition.Codecs),
        new XAttribute("bandwidth", rendition.PeakBitRate),
        rendition.Width is { } width ? new XAttribute("width", width) : null,
        rendition.Height is { } height ? new XAttribute("height", height) : null,
        rendition.FrameRate is { } rate ? new XAttribute("frameRate", Invariant($"{Math.Round(rate * 1000)}/1000")) : null,
        rendition.Channels is { } channels
            ? new XElement(
                Dash + "AudioChannelConfiguration",
                new XAttribute("schemeIdUri", "urn:mpeg:dash:23003:3:audio_channel_configuration:2011"),
                new XAttribute("value", channels))
            : null,
        SegmentsOf(rendition, rendition.Timeline!));

    private static XElement SegmentsOf(RenditionFacts rendition, Timeline timeline)
    {
        var folder = rendition.Uri[..(rendition.Uri.LastIndexOf('/') + 1)];
        return new XElement(
            Dash + "SegmentTemplate",
            new XAttribute("timescale", timeline.Timescale),
            new XAttribute("initialization", folder + Rendition.InitFileName),
            new XAttribute("media", $"{folder}s$Number%05d$.m4s"),
            new XAttribute("startNumber", 0),
            new XElement(Dash + "SegmentTimeline", timeline.Runs.Select(run => new XElement(
                Dash + "S",
                new XAttribute("t", run.Start),
                new XAttribute("d", run.Duration),
                run.Count > 1 ? new XAttribute("r", run.Count - 1) : null))));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
