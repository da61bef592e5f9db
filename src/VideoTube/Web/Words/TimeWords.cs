using System.Xml;

namespace VideoTube.Web.Words;

/// <summary>Times and lengths in words.</summary>
internal static class TimeWords
{
    public static string Ago(DateTimeOffset then, DateTimeOffset now)
    {
        var passed = now - then;
        return passed.TotalDays switch
        {
            >= 365 => Count(passed.TotalDays / 365, "year"),
            >= 30 => Count(passed.TotalDays / 30, "month"),
            >= 7 => Count(passed.TotalDays / 7, "week"),
            >= 1 => Count(passed.TotalDays, "day"),
            _ when passed.TotalHours >= 1 => Count(passed.TotalHours, "hour"),
            _ when passed.TotalMinutes >= 1 => Count(passed.TotalMinutes, "minute"),
            _ => "just now", // also for clocks that disagree a little
        };
    }

    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'");

    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    /// <summary>As a player shows it: 0:07, 12:34, 1:02:03.</summary>
    public static string Clock(double seconds)
    {
        var length = TimeSpan.FromSeconds(Math.Round(seconds));
        return length.TotalHours >= 1
            ? $"{(int)length.TotalHours}:{length.Minutes:00}:{length.Seconds:00}"
            : $"{length.Minutes}:{length.Seconds:00}";
    }

    /// <summary>For listeners: "1 hour 2 minutes 3 seconds".</summary>
    public static string Spoken(double seconds)
    {
        var length = TimeSpan.FromSeconds(Math.Round(seconds));
        var parts = new[] { ((int)length.TotalHours, "hour"), (length.Minutes, "minute"), (length.Seconds, "second") }
            .Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}{(part.Item1 == 1 ? "" : "s")}").ToList();
        return parts.Count == 0 ? "0 seconds" : string.Join(' ', parts);
    }

    /// <summary>How long something was watched: 45 seconds, 12 minutes, 3.4 hours, 12 K hours.</summary>
    public static string Watched(double seconds) => seconds switch
    {
        < 59.5 => CountWords.Of((long)Math.Round(seconds), "second", "seconds"),
        < 3570 => CountWords.Of((long)Math.Round(seconds / 60), "minute", "minutes"),
        _ when Math.Round(seconds / 3600, 1) is < 10 and var hours => hours == 1 ? "1 hour" : $"{hours:0.#} hours",
        _ => CountWords.Of((long)Math.Round(seconds / 3600), "hour", "hours"),
    };

    /// <summary>ISO 8601: PT1M30S.</summary>
    public static string Iso(double seconds) => XmlConvert.ToString(TimeSpan.FromSeconds(Math.Round(seconds)));

    /// <summary>Reads <c>?t=</c>: 90, 90s, 1m30s, 1h2m3s; null when it is none of these.</summary>
    public static int? ParseStart(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 16)
            return null;
        var (total, number, digits) = (0L, 0L, 0);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                (number, digits) = ((number * 10) + (c - '0'), digits + 1);
                continue;
            }

            var unit = c switch { 'h' => 3600, 'm' => 60, 's' => 1, _ => 0 };
            if (unit == 0 || digits is 0 or > 7)
                return null;
            (total, number, digits) = (total + (number * unit), 0, 0);
        }

        return digits > 7 || total + number > 10_000_000 ? null : (int)(total + number);
    }

    private static string Count(double value, string unit)
    {
        var whole = (int)value;
        return $"{whole} {unit}{(whole == 1 ? "" : "s")} ago";
    }
}
