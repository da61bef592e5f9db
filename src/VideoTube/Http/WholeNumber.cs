using System.Globalization;
using System.Numerics;

namespace VideoTube.Http;

/// <summary>A whole number as an address has it. However long it is, it is one: what is beyond an int counts as the end of the ints.</summary>
internal static class WholeNumber
{
    /// <summary>Null when it is none.</summary>
    public static int? Parse(string text) =>
        BigInteger.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? (int)BigInteger.Clamp(number, int.MinValue, int.MaxValue)
            : null;
}
