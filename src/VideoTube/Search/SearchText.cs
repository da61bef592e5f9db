using System.Globalization;
using System.Text;

namespace VideoTube.Search;

/// <summary>A word as the index knows it, and where it stands in its text.</summary>
internal readonly record struct Word(string Text, int Start, int Length);

/// <summary>
/// Takes words from text, for the index and for what is searched alike: letters, digits and their marks, folded. Scripts
/// that put no spaces between words (Chinese, Japanese, Thai …) give each two neighbouring characters as a word.
/// </summary>
internal static class SearchText
{
    private const int MaxLength = 40;

    private enum Kind { Between, Letter, Unspaced, Dropped }

    public static List<Word> Read(string text, int most = int.MaxValue)
    {
        var words = new List<Word>();
        var (letters, starts) = (new StringBuilder(), new List<(int Start, int At)>());
        var kind = Kind.Between;
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = KindOf(rune, kind);
            if (next != Kind.Dropped)
            {
                if (next != kind)
                    End(position);
                kind = next;
                if (kind != Kind.Between)
                {
                    starts.Add((position, letters.Length));
                    Folding.Append(letters, rune);
                }
            }

            position += rune.Utf16SequenceLength;
            if (words.Count >= most)
                break;
        }

        End(position);
        return words.Count > most ? words[..most] : words;

        void End(int end)
        {
            if (kind == Kind.Letter || (kind == Kind.Unspaced && starts.Count == 1))
                words.Add(new Word(letters.ToString(0, Math.Min(letters.Length, MaxLength)), starts[0].Start, end - starts[0].Start));
            else if (kind == Kind.Unspaced)
                for (var i = 0; i + 1 < starts.Count; i++)
                    words.Add(Pair(i, end));
            letters.Clear();
            starts.Clear();
        }

        Word Pair(int i, int end)
        {
            var (to, stop) = i + 2 < starts.Count ? (starts[i + 2].At, starts[i + 2].Start) : (letters.Length, end);
            return new Word(letters.ToString(starts[i].At, to - starts[i].At), starts[i].Start, stop - starts[i].Start);
        }
    }

    /// <summary>The words of <paramref name="text"/> and, of unspaced scripts, the single characters: one may be all that is searched.</summary>
    public static IEnumerable<string> ForIndex(string text)
    {
        foreach (var word in Read(text))
        {
            yield return word.Text;
            if (Rune.GetRuneAt(word.Text, 0) is var first && IsUnspaced(first) && first.Utf16SequenceLength < word.Text.Length)
            {
                yield return first.ToString();
                yield return word.Text[first.Utf16SequenceLength..];
            }
        }
    }

    private static Kind KindOf(Rune rune, Kind before) =>
        Folding.IsDropped(rune) ? Kind.Dropped
        : IsUnspaced(rune) ? Kind.Unspaced
        : Rune.IsLetterOrDigit(rune) ? Kind.Letter
        : before == Kind.Letter && IsMark(rune) ? Kind.Letter
        : Kind.Between;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsUnspaced(Rune rune) =>
        rune.Value is >= 0x0E00 and <= 0x0EFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF // Thai, Lao; Myanmar; Khmer
            or >= 0x3005 and <= 0x3007 or >= 0x3041 and <= 0x3096 or >= 0x309D and <= 0x30FA or >= 0x30FC and <= 0x30FF // kana
            or >= 0x31F0 and <= 0x31FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF
            or >= 0x20000 and <= 0x3FFFF; // Chinese characters
}
