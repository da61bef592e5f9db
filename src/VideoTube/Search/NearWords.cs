namespace VideoTube.Search;

/// <summary>
/// Which words could be meant by a mistyped one. Two words are near when few letters are missing, too many, wrong or
/// swapped. Leaving out that many letters from both then gives the same variant (Garbe's symmetric delete), so near
/// words are found by equality; only the first letters take part, which keeps the variants of a long word few.
/// </summary>
internal static class NearWords
{
    private const int Shortest = 4, Long = 8, Longest = 30, Prefix = 7;

    /// <summary>How many mistakes a word of this length is forgiven.</summary>
    public static int Mistakes(string word) =>
        word.Length < Shortest || word.Length > Longest || !word.All(char.IsLetter) ? 0 : word.Length < Long ? 1 : 2;

    /// <summary>The variants by which a word that exists is found. Two mistakes are made in words of eight letters, of which it may have six.</summary>
    public static IReadOnlyCollection<string> OfKnown(string word) =>
        word.Length < Shortest - 1 || word.Length > Longest || !word.All(char.IsLetter) ? [] : Variants(word, word.Length < Long - 2 ? 1 : 2);

    /// <summary>The variants by which the near words of a mistyped one are found.</summary>
    public static IReadOnlyCollection<string> OfMistyped(string word) => Mistakes(word) is > 0 and var mistakes ? Variants(word, mistakes) : [];

    /// <summary>Mistakes between two words, counting swapped neighbours as one (optimal string alignment).</summary>
    public static int Distance(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }

    private static HashSet<string> Variants(string word, int without)
    {
        var beginning = word.Length > Prefix ? word[..Prefix] : word;
        var all = new HashSet<string>(StringComparer.Ordinal) { beginning };
        var shorter = new HashSet<string>(all, StringComparer.Ordinal);
        for (var n = 0; n < without; n++)
        {
            shorter = [.. shorter.SelectMany(text => Enumerable.Range(0, text.Length).Select(i => text.Remove(i, 1)))];
            all.UnionWith(shorter);
        }

        return all;
    }
}
