using System.Globalization;

namespace VideoTube.Search;

/// <summary>
/// What the index keeps a set of videos for. A term is a letter for its kind, a colon, and the word; the kinds that are
/// no words let filters be sets too.
/// </summary>
internal static class Term
{
    /// <summary>Everyone finds it.</summary>
    public const string Listed = "+listed";

    /// <summary>Everyone sees it among its channel's videos: listed ones, and members-only ones with their lock.</summary>
    public const string OnItsChannel = "+channel";

    /// <summary>Stands before the first and behind the last word of a title in its <see cref="Pair"/> terms.</summary>
    public const string Edge = "|";

    public static string Title(string word) => $"t:{word}";

    public static string Tags(string word) => $"g:{word}";

    public static string Description(string word) => $"d:{word}";

    public static string Channel(string word) => $"c:{word}";

    /// <summary>Two words that stand side by side in the title.</summary>
    public static string Pair(string first, string second) => $"p:{first} {second}";

    /// <summary>A tag as its owner wrote it.</summary>
    public static string Tag(string tag) => $"#:{tag}";

    public static string Owner(string id) => $"@:{id}";

    /// <summary>The videos whose length in milliseconds has this bit.</summary>
    public static string LengthBit(int bit) => string.Create(CultureInfo.InvariantCulture, $"l:{bit}");

    /// <summary>The word of a term by which a search can be mended or completed: of title, tags or channel name; else null.</summary>
    public static string? WordOf(string term) => term[0] is 't' or 'g' or 'c' && term[1] == ':' ? term[2..] : null;
}
