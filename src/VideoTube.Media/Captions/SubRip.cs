using System.Text;
using System.Text.RegularExpressions;

namespace VideoTube.Media.Captions;

/// <summary>
/// SubRip (.srt): a number, a line of times with commas, the text, an empty line. It has no standard; read is what common
/// programs write: times without hours or with points, missing numbers, tags of HTML, and the overrides of SSA.
/// </summary>
public static partial class SubRip
{
    private const int PatternMilliseconds = 1000;

    /// <summary>Reads a file. Cues that last no time or say nothing are passed over.</summary>
    /// <param name="text">Without a byte order mark.</param>
    /// <exception cref="CaptionFormatException">It is malformed; the message names the line.</exception>
    public static CaptionTrack Read(string text)
    {
        var lines = new CaptionLines(text);
        var cues = new List<CaptionCue>();
        for (lines.SkipBlank(); lines.Peek() is not null; lines.SkipBlank())
        {
            var line = lines.Read()!;
            if (Number().IsMatch(line) && lines.Peek() is not null)
                line = lines.Read()!;
            if (!CueTiming.TryParse(line, out var timing))
                throw new CaptionFormatException(lines.Number, "here should be the times of a cue, as in 00:00:01,000 --> 00:00:04,000");
            timing.Check(lines.Number);
            if (ReadText(lines) is { Length: > 0 } words && timing.End > timing.Start)
                cues.Add(new CaptionCue(timing.Start, timing.End, words));
        }

        return new CaptionTrack([.. cues.OrderBy(cue => cue.Start)]);
    }

    /// <summary>The text of a file. SubRip has neither places nor voices nor regions: those are lost, italics, bold and underline stay.</summary>
    public static string Write(CaptionTrack track)
    {
        var text = new StringBuilder();
        for (var i = 0; i < track.Cues.Count; i++)
        {
            var cue = track.Cues[i];
            text.Append($"{i + 1}\r\n{CaptionTime.Write(cue.Start, ',')} --> {CaptionTime.Write(cue.End, ',')}\r\n");
            text.Append(CueText.Plain(cue.Text, Tag).ReplaceLineEndings("\r\n")).Append("\r\n\r\n");
        }

        return text.ToString();
    }

    private static string ReadText(CaptionLines lines)
    {
        var text = new List<string>();
        while (lines.Peek() is { } next && !string.IsNullOrWhiteSpace(next) && !CueTiming.TryParse(next, out _))
            text.Add(lines.Read()!);

        // The number of a cue that follows without an empty line between.
        if (text.Count > 0 && lines.Peek() is { Length: > 0 } && Number().IsMatch(text[^1]))
            text.RemoveAt(text.Count - 1);
        return CueText.Clean(Override().Replace(string.Join('\n', text), ""));
    }

    private static string Tag(string tag) => tag switch
    {
        "b" or "i" or "u" or "/b" or "/i" or "/u" => $"<{tag}>",
        _ => "",
    };

    [GeneratedRegex(@"^\s*\d{1,9}\s*$", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Number();

    [GeneratedRegex(@"\{\\[^}\n]{0,100}\}", RegexOptions.None, PatternMilliseconds)]
    private static partial Regex Override();
}
