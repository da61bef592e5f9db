using System.Text;

namespace VideoTube.Media.Playlists;

/// <summary>Writes the playlist that offers every rendition (RFC 8216, 4.3.4).</summary>
public static class MasterPlaylist
{
    private const string Group = "audio";

    /// <summary>
    /// Text of the playlist. Pictures share the sound, if there is any, as one group; sound alone is offered as it is.
    /// The lowest bit rate of what every player decodes comes first: players that start with the first variant then start soonest.
    /// </summary>
    /// <exception cref="ArgumentException">There is nothing to offer.</exception>
    public static string Write(IReadOnlyCollection<RenditionFacts> renditions)
    {
        if (renditions.Count == 0)
            throw new ArgumentException("A master playlist needs at least one rendition.", nameof(renditions));
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        var audio = renditions.FirstOrDefault(r => r.IsAudio);
        var videos = renditions.Where(r => !r.IsAudio).OrderBy(r => !r.Codecs.StartsWith("avc", StringComparison.Ordinal)).ThenBy(r => r.PeakBitRate).ToList();
        if (videos.Count == 0)
        {
            AppendVariant(text, audio!, null);
            return text.ToString();
        }
        if (audio is not null)
        {
            text.Append($"#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"{Group}\",NAME=\"Main\",DEFAULT=YES,AUTOSELECT=YES");
            text.Append($",CHANNELS=\"{audio.Channels}\",URI=\"{audio.Uri}\"\n");
        }
        foreach (var video in videos)
            AppendVariant(text, video, audio);
        return text.ToString();
    }

    // The rates and codecs of a variant are those of everything it plays: its picture and its group's sound.
    private static void AppendVariant(StringBuilder text, RenditionFacts variant, RenditionFacts? sound)
    {
        text.Append($"#EXT-X-STREAM-INF:BANDWIDTH={variant.PeakBitRate + (sound?.PeakBitRate ?? 0)}");
        text.Append($",AVERAGE-BANDWIDTH={variant.AverageBitRate + (sound?.AverageBitRate ?? 0)}");
        text.Append($",CODECS=\"{variant.Codecs}{(sound is null ? "" : $",{sound.Codecs}")}\"");
        if (variant is { Width: { } width, Height: { } height })
            text.Append($",RESOLUTION={width}x{height}");
        if (variant.FrameRate is { } rate)
            text.Append($",FRAME-RATE={rate:0.000}");
        if (sound is not null)
            text.Append($",AUDIO=\"{Group}\"");
        text.Append($"\n{variant.Uri}\n");
    }
}
