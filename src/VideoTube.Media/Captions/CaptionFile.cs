using System.Text;

namespace VideoTube.Media.Captions;

/// <summary>A caption file as it was sent: bytes in one of several encodings, WebVTT or SubRip.</summary>
public static class CaptionFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>
    /// Reads WebVTT, or SubRip where the text does not begin as WebVTT does. A byte order mark tells UTF-8 and UTF-16; without one
    /// it is UTF-8, or for SubRip, which is older than that habit, Windows-1252.
    /// </summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="isWebVtt">The sender calls it WebVTT: then it must be.</param>
    /// <exception cref="CaptionFormatException">It is malformed, or holds no cue.</exception>
    public static CaptionTrack Read(ReadOnlySpan<byte> bytes, bool isWebVtt)
    {
        var text = Decode(bytes, isWebVtt);
        var track = isWebVtt || WebVtt.IsSigned(text) ? WebVtt.Read(text) : SubRip.Read(text);
        return track.Cues.Count > 0 ? track : throw new CaptionFormatException(1, "there is no cue with a text in this file");
    }

    private static string Decode(ReadOnlySpan<byte> bytes, bool isWebVtt)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            var line = bytes[..Math.Clamp(wrong.Index, 0, bytes.Length)].Count((byte)'\n') + 1;
            return isWebVtt || bytes.StartsWith("WEBVTT"u8)
                ? throw new CaptionFormatException(line, "this is not UTF-8, which WebVTT is always written in")
                : Windows1252.GetString(bytes);
        }
    }
}
