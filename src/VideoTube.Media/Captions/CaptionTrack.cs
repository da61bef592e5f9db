namespace VideoTube.Media.Captions;

/// <summary>Timed text: captions, subtitles or chapters, whichever file format they came in.</summary>
/// <param name="Cues">By start; they may overlap (W3C WebVTT section 3.1).</param>
public sealed record CaptionTrack(IReadOnlyList<CaptionCue> Cues)
{
    /// <summary>Regions that cues refer to (W3C WebVTT section 3.2); empty for most files.</summary>
    public IReadOnlyList<CaptionRegion> Regions { get; init; } = [];

    /// <summary>What is shown from <paramref name="start"/> to <paramref name="end"/>, on a timeline that begins there.</summary>
    public CaptionTrack Part(TimeSpan start, TimeSpan end) => this with
    {
        Cues = [.. Cues.Where(cue => cue.Start < end && cue.End > start).Select(cue => cue with
        {
            Start = cue.Start > start ? cue.Start - start : TimeSpan.Zero,
            End = (cue.End < end ? cue.End : end) - start,
        })],
    };
}

/// <summary>One text and when it is shown. Times have whole milliseconds; the end lies after the start.</summary>
/// <param name="Text">WebVTT cue text (W3C WebVTT section 4.2.2): known tags and escapes only, lines separated by <c>\n</c>, none of them empty.</param>
public sealed record CaptionCue(TimeSpan Start, TimeSpan End, string Text)
{
    /// <summary>The name the file gives it; null when it has none.</summary>
    public string? Identifier { get; init; }

    /// <summary>Where it stands, as WebVTT cue settings (W3C WebVTT section 4.4); empty for the usual place.</summary>
    public string Settings { get; init; } = "";
}

/// <summary>A part of the picture that cues are shown in.</summary>
/// <param name="Settings">WebVTT region settings (W3C WebVTT section 4.3), the id among them.</param>
public sealed record CaptionRegion(string Settings);

/// <summary>The file is not what it should be; <see cref="Exception.Message"/> says so in words, with the line.</summary>
/// <param name="line">Counted from 1.</param>
/// <param name="fault">What is wrong, in words.</param>
public sealed class CaptionFormatException(int line, string fault) : Exception($"Line {line}: {fault}")
{
    /// <summary>Counted from 1.</summary>
    public int Line => line;
}
