using System.Text.RegularExpressions;

namespace VideoTube.Media.Captions;

/// <summary>Names of languages: BCP 47, that is RFC 5646.</summary>
public static partial class LanguageTag
{
    private const int MaxLength = 35; // enough for every tag there is: RFC 5646 section 4.4.1
    private const int PatternMilliseconds = 1000;

    /// <summary>
    /// The tag as RFC 5646 section 2.1.1 writes it: <c>pt-BR</c>, <c>zh-Hant</c>; null when it is not well-formed by
    /// section 2.2.9. Whether such a language is registered is not asked.
    /// </summary>
    public static string? Normalize(string text)
    {
        if (text.Length > MaxLength || !WellFormed().IsMatch(text))
            return null;
        var parts = text.ToLowerInvariant().Split('-');
        for (var i = 1; i < parts.Length && parts[i - 1].Length != 1; i++)
            parts[i] = parts[i].Length switch
            {
                2 => parts[i].ToUpperInvariant(),
                4 when char.IsAsciiLetter(parts[i][0]) => char.ToUpperInvariant(parts[i][0]) + parts[i][1..],
                _ => parts[i],
            };
        return string.Join('-', parts);
    }

    [GeneratedRegex("""
        ^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})
            (?:-[a-z]{4})?
            (?:-(?:[a-z]{2}|[0-9]{3}))?
            (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*
            (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*
            (?:-x(?:-[a-z0-9]{1,8})+)?
          |x(?:-[a-z0-9]{1,8})+)\z
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex WellFormed();
}
