namespace VideoTube.Web.Words;

/// <summary>Numbers as people read them at a glance: 12 K, 3.4 M. The exact one belongs beside it.</summary>
internal static class CountWords
{
    public static string Short(long count) => count switch
    {
        < 1_000 => count.ToString(),
        < 999_500 => Rounded(count / 1e3, "K"),
        < 999_500_000 => Rounded(count / 1e6, "M"),
        _ => Rounded(count / 1e9, "B"),
    };

    public static string Of(long count, string one, string many) => $"{Short(count)} {(count == 1 ? one : many)}";

    public static string Exact(long count, string one, string many) => $"{count:N0} {(count == 1 ? one : many)}";

    public static string Views(long count) => count == 0 ? "No views" : Of(count, "view", "views");

    // One digit behind the point below ten, and never "10.0": that is 10.
    private static string Rounded(double value, string unit) =>
        value < 9.95 && Math.Round(value, 1) % 1 != 0 ? $"{value:0.0} {unit}" : $"{Math.Round(value, MidpointRounding.AwayFromZero):0} {unit}";
}
