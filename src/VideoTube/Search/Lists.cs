using System.Globalization;
using System.Text.Json;

namespace VideoTube.Search;

/// <summary>Lists as one parameter, in JSON, which both engines take apart; see <see cref="Data.Dialect.TextsIn"/>.</summary>
internal static class Lists
{
    // The highest character there is: behind every text that begins with what stands before it.
    private const string Highest = "\U0010FFFF";

    public static string Texts(IEnumerable<string> texts) => JsonSerializer.Serialize(texts.ToList(), SearchJson.Default.ListString);

    public static string Numbers(IEnumerable<long> numbers) =>
        $"[{string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";

    /// <summary>Reads what <see cref="Data.Dialect.JoinedNumbers"/> gave; null stands for no rows.</summary>
    public static List<long> ReadNumbers(string? joined)
    {
        var numbers = new List<long>();
        foreach (var part in (joined ?? "").AsSpan().Split(','))
            if (joined!.AsSpan()[part] is { Length: > 0 } number)
                numbers.Add(long.Parse(number, CultureInfo.InvariantCulture));
        return numbers;
    }

    /// <summary>The end of the range of texts with this beginning.</summary>
    public static string Beyond(string beginning) => beginning + Highest;
}
