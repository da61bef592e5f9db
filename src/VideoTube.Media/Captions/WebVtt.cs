using System.Text;

namespace VideoTube.Media.Captions;

/// <summary>
/// WebVTT, the format that browsers play (W3C WebVTT section 4). Reading is strict where a person can mend the file, and
/// says which line; what could act (styles, unknown tags) is left out.
/// </summary>
public static class WebVtt
{
    private const string Signature = "WEBVTT";

    /// <summary>Whether a text calls itself WebVTT (W3C WebVTT section 4.1): the signature, then a space, a tab or a line's end.</summary>
    public static bool IsSigned(string text) =>
        text.StartsWith(Signature, StringComparison.Ordinal) && (text.Length == Signature.Length || text[Signature.Length] is ' ' or '\t' or '\r' or '\n');

    /// <summary>Reads a file: cues, their names, times and settings, and regions. Comments and styles are passed over, as are cues that last no time.</summary>
    /// <param name="text">Without a byte order mark.</param>
    /// <exception cref="CaptionFormatException">It is malformed; the message names the line.</exception>
    public static CaptionTrack Read(string text)
    {
        var lines = new CaptionLines(text);
        if (!IsSigned(text))
            throw new CaptionFormatException(1, "a WebVTT file begins with WEBVTT");
        lines.ReadBlock(); // the header: nothing in it is shown
        var cues = new List<CaptionCue>();
        var regions = new List<CaptionRegion>();
        for (lines.SkipBlank(); lines.Peek() is { } first; lines.SkipBlank())
        {
            if (!first.Contains(CueTiming.Arrow, StringComparison.Ordinal) && IsBlock(first, "NOTE", "STYLE"))
                lines.ReadBlock();
            else if (IsBlock(first, "REGION"))
                AddRegion(regions, lines.ReadBlock());
            else if (ReadCue(lines) is { } cue)
                cues.Add(cue);
        }

        return new CaptionTrack([.. cues.OrderBy(cue => cue.Start)]) { Regions = regions };
    }

    /// <summary>The text of a file, in UTF-8 when encoded; lines end in LF.</summary>
    public static string Write(CaptionTrack track)
    {
        var text = new StringBuilder($"{Signature}\n");
        foreach (var region in track.Regions)
            text.Append($"\nREGION\n{region.Settings.Replace(' ', '\n')}\n");
        foreach (var cue in track.Cues)
        {
            text.Append('\n');
            if (cue.Identifier is not null)
                text.Append(cue.Identifier).Append('\n');
            text.Append($"{CaptionTime.Write(cue.Start, '.')} --> {CaptionTime.Write(cue.End, '.')}");
            if (cue.Settings.Length > 0)
                text.Append(' ').Append(cue.Settings);
            text.Append('\n').Append(cue.Text).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Text that a person wrote, as the text of a cue.</summary>
    public static string Escape(string plain) =>
        CueText.Clean(plain.Replace("&", "&amp;").Replace("<", "&lt;"));

    private static bool IsBlock(string line, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (line.StartsWith(name, StringComparison.Ordinal) && line[name.Length..].Trim() is var rest && (rest.Length == 0 || name == "NOTE"))
                return line.Length == name.Length || line[name.Length] is ' ' or '\t';
        return false;
    }

    private static void AddRegion(List<CaptionRegion> regions, List<string> block)
    {
        var settings = CueSettings.CleanRegion(string.Join(' ', block.Skip(1)));
        if (settings.Contains("id:", StringComparison.Ordinal))
            regions.Add(new CaptionRegion(settings));
    }

    private static CaptionCue? ReadCue(CaptionLines lines)
    {
        string? identifier = null;
        if (!lines.Peek()!.Contains(CueTiming.Arrow, StringComparison.Ordinal))
            identifier = lines.Read();
        var line = lines.Read();
        if (string.IsNullOrWhiteSpace(line))
            throw new CaptionFormatException(lines.Number, $"here should be the times of the cue \"{Short(identifier!)}\", as in 00:01.000 --> 00:04.000");
        if (!CueTiming.TryParse(line, out var timing))
            throw new CaptionFormatException(lines.Number, $"\"{Short(line)}\" is no line of times, as in 00:01.000 --> 00:04.000; inside a text, --> is written --&gt;");
        timing.Check(lines.Number);
        var text = new List<string>();
        while (lines.Peek() is { Length: > 0 } next && !next.Contains(CueTiming.Arrow, StringComparison.Ordinal))
            text.Add(lines.Read()!);
        var clean = CueText.Clean(string.Join('\n', text));
        return clean.Length == 0 || timing.End == timing.Start ? null : new CaptionCue(timing.Start, timing.End, clean)
        {
            Identifier = identifier is null ? null : CleanIdentifier(identifier), Settings = CueSettings.Clean(timing.Rest),
        };
    }

    /// <summary>A name that another block could be taken for would make its cue vanish.</summary>
    private static string? CleanIdentifier(string identifier) =>
        new string([.. identifier.Where(c => !char.IsControl(c) && c is not ('<' or '>' or '&'))]).Trim() is { Length: > 0 } name
        && !IsBlock(name, "NOTE", "STYLE", "REGION") ? name : null;

    private static string Short(string line) => line.Length <= 60 ? line.Trim() : $"{line[..60].Trim()}…";
}
