using System.Globalization;
using System.Text.RegularExpressions;

namespace VideoTube.Chapters;

/// <summary>Chapters that a description tells, a line each: <c>0:00 Intro</c>. At least three, ascending, from 0:00 on; else they are no chapters.</summary>
internal static partial class DescriptionChapters
{
    private const int Fewest = 3;
    private const int PatternMilliseconds = 1000;

    /// <param name="duration">Seconds; 0 while it is unknown. What starts later is left out.</param>
    public static IReadOnlyList<Chapter> Read(string description, double duration)
    {
        var chapters = new List<Chapter>();
        foreach (Match line in Line().Matches(description))
        {
            var start = SecondsOf(line.Groups["time"].ValueSpan);
            var title = line.Groups["title"].Value.Trim();
            if (duration > 0 && start >= duration)
                continue;
            if (chapters.Count == 0 ? start != 0 : start <= chapters[^1].Start)
                return [];
            if (chapters.Count < ChapterRules.Max)
                chapters.Add(new Chapter(start, title.Length <= ChapterRules.MaxTitle ? title : $"{title[..(ChapterRules.MaxTitle - 1)].TrimEnd()}…"));
        }

        return chapters.Count >= Fewest ? chapters : [];
    }

    private static double SecondsOf(ReadOnlySpan<char> time)
    {
        var seconds = 0;
        foreach (var part in time.Split(':'))
            seconds = seconds * 60 + int.Parse(time[part], CultureInfo.InvariantCulture);
        return seconds;
    }

    // Each run of blanks is taken by one part of the pattern: what does not match is given up in one pass.
    [GeneratedRegex(@"^[ \t]*([-*•▶][ \t]*)?[\[(]?(?<time>([0-9]{1,2}:)?[0-9]{1,2}:[0-5][0-9])[\])]?([ \t]*[-–—:|.])?[ \t]+(?<title>\S[^\r\n]*)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex Line();
}
