namespace VideoTube.Media.Captions;

/// <summary>
/// The lines of a file, one look ahead. CR, LF and both together end a line, and NUL is U+FFFD, as the WebVTT parser has it
/// (W3C WebVTT section 6.1).
/// </summary>
internal sealed class CaptionLines(string text)
{
    private int next;
    private (string Line, int End)? ahead;

    /// <summary>Of the line read last, counted from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>The next line, without moving on; null at the end.</summary>
    public string? Peek() => (ahead ??= Find()) is { End: >= 0 } found ? found.Line : null;

    /// <summary>The next line; null at the end.</summary>
    public string? Read()
    {
        if (Peek() is not { } line)
            return null;
        next = ahead!.Value.End;
        ahead = null;
        Number++;
        return line;
    }

    public void SkipBlank()
    {
        while (Peek() is { } line && string.IsNullOrWhiteSpace(line))
            Read();
    }

    /// <summary>All lines up to the next empty one or the end.</summary>
    public List<string> ReadBlock()
    {
        var lines = new List<string>();
        while (Peek() is { Length: > 0 } line)
        {
            lines.Add(line);
            Read();
        }

        return lines;
    }

    private (string Line, int End) Find()
    {
        if (next >= text.Length)
            return ("", -1);
        var length = text.AsSpan(next).IndexOfAny('\r', '\n');
        var end = length < 0 ? text.Length : next + length;
        var after = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        return (text[next..end].Replace('\0', '\uFFFD'), after);
    }
}
