using System.Globalization;

namespace VideoTube.Media.Captions;

/// <summary>Timestamps: <c>hh:mm:ss.ttt</c> (W3C WebVTT section 4.1), with a comma in SubRip.</summary>
internal static class CaptionTime
{
    /// <summary>Four digits of hours are more than any film has.</summary>
    private const int MaxHourDigits = 4;

    /// <summary>Reads a timestamp of either format; hours may be missing, the fraction may have one to three digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        var point = text.IndexOfAny('.', ',');
        var milliseconds = 0;
        if (point >= 0)
        {
            var fraction = text[(point + 1)..];
            if (fraction.Length is 0 or > 3 || !TryNumber(fraction, out milliseconds))
                return false;
            milliseconds *= fraction.Length switch { 1 => 100, 2 => 10, _ => 1 };
            text = text[..point];
        }

        Span<Range> parts = stackalloc Range[4];
        var count = text.Split(parts, ':');
        if (count is not (2 or 3))
            return false;
        var hours = 0;
        var hourDigits = text[parts[0]].Length;
        if (count == 3 && (hourDigits > MaxHourDigits || !TryNumber(text[parts[0]], out hours)))
            return false;
        if (!TrySixty(text[parts[count - 2]], out var minutes) || !TrySixty(text[parts[count - 1]], out var seconds))
            return false;
        time = new TimeSpan(days: 0, hours, minutes, seconds, milliseconds);
        return true;
    }

    /// <param name="point">What stands before the milliseconds.</param>
    public static string Write(TimeSpan time, char point) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}{point}{time.Milliseconds:000}");

    private static bool TrySixty(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        return digits.Length is 1 or 2 && TryNumber(digits, out number) && number < 60;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
