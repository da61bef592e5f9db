using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace VideoTube.Search;

/// <summary>
/// Letters as the index knows them: lower case, without diacritics, ligatures and widths apart. The pairs in
/// <c>folds.txt</c> are Unicode 15's compatibility decompositions without their marks, and the Latin letters that have
/// none (ø, ß, ł …): the program runs without ICU, and the framework then decomposes ASCII only.
/// </summary>
internal static class Folding
{
    private static readonly FrozenDictionary<int, string> Folds = Read();

    public static void Append(StringBuilder to, Rune letter)
    {
        var lower = Rune.ToLowerInvariant(letter);
        if (Folds.TryGetValue(lower.Value, out var plain))
            to.Append(plain);
        else
            to.Append(lower.ToString());
    }

    /// <summary>Marks that are written or left out as one likes. Those of Indic and Thai vowels are letters to their readers.</summary>
    public static bool IsDropped(Rune rune) =>
        rune.Value is >= 0x300 and <= 0x36F or >= 0x1AB0 and <= 0x1AFF or >= 0x1DC0 and <= 0x1DFF or >= 0x20D0 and <= 0x20FF
            or >= 0xFE00 and <= 0xFE2F      // Latin, Greek, Cyrillic; variation selectors
            or >= 0x591 and <= 0x5C7        // Hebrew points
            or >= 0x610 and <= 0x61A or >= 0x64B and <= 0x65F or 0x670 or 0x640 // Arabic points, tatweel
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format; // joiners, soft hyphens

    private static FrozenDictionary<int, string> Read()
    {
        using var file = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Search/folds.txt")!);
        var folds = new Dictionary<int, string>();
        while (file.ReadLine() is { } line)
        {
            var plain = line[..line.IndexOf(' ')];
            foreach (var rune in line.AsSpan(plain.Length + 1).EnumerateRunes())
                folds[rune.Value] = plain;
        }

        return folds.ToFrozenDictionary();
    }
}
