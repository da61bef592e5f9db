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
        if (joined is null)
            return numbers;
        // By hand: these are the innermost steps of a walk, and up to a hundred thousand.
        var number = 0L;
        foreach (var digit in joined)
        {
            if (digit != ',')
            {
                number = (number * 10) + (digit - '0');
                continue;
            }

            numbers.Add(number);
            number = 0;
        }

        numbers.Add(number);
        return numbers;
    }

    /// <summary>The end of the range of texts with this beginning.</summary>
    public static string Beyond(string beginning) => beginning + Highest;
}
