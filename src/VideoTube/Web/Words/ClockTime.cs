using System.Globalization;

namespace VideoTube.Web.Words;

/// <summary>Places in a video as people type them: 1:02:03, 2:05.25, 7.5.</summary>
internal static class ClockTime
{
    private const int MostDigits = 4; // of a part: 9999 hours are longer than any video

    /// <summary>To the millisecond, without zeros that say nothing: 0:05.2.</summary>
    public static string Write(double seconds)
    {
        var time = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        var fraction = time.Milliseconds == 0 ? "" : $".{time.Milliseconds:000}".TrimEnd('0');
        return time.TotalHours >= 1
            ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}{fraction}"
            : $"{time.Minutes}:{time.Seconds:00}{fraction}";
    }

    /// <summary>Seconds, to the millisecond; null when it is no time.</summary>
    public static double? Parse(string text)
    {
        var parts = text.Trim().Replace(',', '.').Split(':');
        if (parts.Length > 3 || !double.TryParse(parts[^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return null;
        if (parts.Length > 1 && seconds >= 60)
            return null;
        var whole = 0;
        for (var i = 0; i < parts.Length - 1; i++)
        {
            if (parts[i].Length is 0 or > MostDigits || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || (i > 0 && count >= 60))
                return null;
            whole = whole * 60 + count;
        }

        return seconds < 1e7 ? Math.Round(whole * 60.0 + seconds, 3) : null;
    }
}
