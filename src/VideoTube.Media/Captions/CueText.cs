using System.Text;

namespace VideoTube.Media.Captions;

/// <summary>
/// Makes the text of a cue what WebVTT allows (W3C WebVTT section 4.2.2): its own tags stay, every other tag goes, and
/// what only looks like one is escaped. What is left can be shown by any player, also by one that takes it for HTML.
/// </summary>
internal static class CueText
{
    private const int LongestTag = 200, LongestEscape = 10;

    /// <param name="text">Lines separated by <c>\n</c>; empty lines, which would end the cue, are left out.</param>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '<' && TagAt(text, i) is { } tag)
            {
                clean.Append(Allowed(tag));
                i += tag.Length + 1;
            }
            else if (c == '&' && EscapeAt(text, i) is { } escape)
            {
                clean.Append(escape);
                i += escape.Length - 1;
            }
            else if (c is not ('\n' or '\t') && char.IsControl(c))
            {
                continue;
            }
            else
            {
                Append(clean, c);
            }
        }

        return string.Join('\n', clean.ToString().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    /// <summary>The text as a person reads it: without tags, escapes resolved. For formats that know neither.</summary>
    public static string Plain(string text, Func<string, string> tagOf)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '<' && TagAt(text, i) is { } tag)
            {
                plain.Append(tagOf(tag));
                i += tag.Length + 1;
            }
            else if (text[i] == '&' && EscapeAt(text, i) is { } escape)
            {
                plain.Append(System.Net.WebUtility.HtmlDecode(escape));
                i += escape.Length - 1;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    private static void Append(StringBuilder clean, char c) => _ = c switch
    {
        '<' => clean.Append("&lt;"),
        '>' => clean.Append("&gt;"),
        '&' => clean.Append("&amp;"),
        _ => clean.Append(c),
    };

    /// <summary>What stands between &lt; and &gt;; null when the character is no tag's.</summary>
    private static string? TagAt(string text, int at)
    {
        var window = text.AsSpan(at + 1, Math.Min(LongestTag, text.Length - at - 1));
        var end = window.IndexOfAny('>', '<');
        if (end < 0 || window[end] == '<')
            return null;
        var tag = window[..end];
        return !tag.IsEmpty && (char.IsAsciiLetterOrDigit(tag[0]) || tag[0] is '/' or '!' or '?') ? tag.ToString() : null;
    }

    private static string Allowed(string tag)
    {
        var line = tag.ReplaceLineEndings(" ").Trim();
        if (CaptionTime.TryParse(line, out var time) && line.Contains('.', StringComparison.Ordinal))
            return $"<{CaptionTime.Write(time, '.')}>";
        var isEnd = line.StartsWith('/');
        var body = isEnd ? line[1..] : line;
        var nameLength = body.AsSpan().IndexOfAny(" \t.");
        var name = (nameLength < 0 ? body : body[..nameLength]).ToLowerInvariant();
        if (name is not ("b" or "i" or "u" or "c" or "ruby" or "rt" or "v" or "lang"))
            return "";
        if (isEnd)
            return $"</{name}>";
        return $"<{name}{Rest(name, nameLength < 0 ? "" : body[nameLength..])}>";
    }

    /// <summary>Classes, and behind a space who speaks or which language it is: nothing that a reader of HTML takes for an attribute.</summary>
    private static string Rest(string name, string rest)
    {
        var space = rest.AsSpan().IndexOfAny(' ', '\t');
        var classes = string.Concat((space < 0 ? rest : rest[..space]).Where(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_'));
        var says = space >= 0 && name is "v" or "lang" ? rest[space..].Trim() : "";
        var annotation = string.Concat(says.Where(c => !char.IsControl(c) && c is not ('&' or '"' or '\'' or '=' or '/')));
        return annotation.Length == 0 ? classes : $"{classes} {annotation}";
    }

    /// <summary>A character reference, semicolon included; null when the ampersand is just one.</summary>
    private static string? EscapeAt(string text, int at)
    {
        var window = text.AsSpan(at, Math.Min(LongestEscape, text.Length - at));
        var end = window.IndexOf(';');
        if (end < 2)
            return null;
        var name = window[1..end];
        var isKnown = name is "amp" or "lt" or "gt" or "lrm" or "rlm" or "nbsp"
            || (name[0] == '#' && name.Length > 1 && (name[1] is 'x' or 'X'
                ? name.Length > 2 && !name[2..].ContainsAnyExcept("0123456789abcdefABCDEF")
                : !name[1..].ContainsAnyExceptInRange('0', '9')));
        return isKnown ? window[..(end + 1)].ToString() : null;
    }
}
