using System.Globalization;

namespace VideoTube.Media.Running;

/// <summary>Reads ffmpeg's <c>-progress</c>: lines of key=value, a block about every half second.</summary>
internal static class ProgressReader
{
    /// <summary>Microseconds, despite older names; "N/A" before the first frame.</summary>
    private const string OutTime = "out_time_us=";

    public static async Task<string> ReadAsync(StreamReader reader, Action<TimeSpan> report)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (line.StartsWith(OutTime, StringComparison.Ordinal)
                && long.TryParse(line.AsSpan(OutTime.Length), CultureInfo.InvariantCulture, out var microseconds)
                && microseconds >= 0)
            {
                report(TimeSpan.FromMicroseconds(microseconds));
            }
        }

        return "";
    }
}
