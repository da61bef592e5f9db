namespace VideoTube.Web.Words;

/// <summary>How much room something takes: 512 B, 3.4 MB, 12 GB.</summary>
internal static class SizeWords
{
    private static readonly string[] Units = ["KB", "MB", "GB", "TB"];

    public static string Of(long bytes)
    {
        if (bytes < 1000)
            return $"{bytes} B";
        var (size, unit) = (bytes / 1000.0, 0);
        for (; size >= 999.5 && unit < Units.Length - 1; unit++)
            size /= 1000;
        return size < 9.95 ? $"{size:0.0} {Units[unit]}" : $"{Math.Round(size):0} {Units[unit]}";
    }
}
