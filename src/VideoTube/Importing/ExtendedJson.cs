using System.Globalization;
using System.Text.Json;
using VideoTube.Data;

namespace VideoTube.Importing;

/// <summary>
/// Reads MongoDB's Extended JSON v2, canonical and relaxed, and the older forms of mongoexport: a field that is missing,
/// null or undefined is null, one of another type makes the document invalid.
/// </summary>
internal static class ExtendedJson
{
    public static string? Text(JsonElement document, string name)
    {
        if (Find(document, name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new InvalidDocumentException($"its {name} is no text");
        try
        {
            return value.GetString()!.Replace("\0", ""); // PostgreSQL keeps no NUL in text
        }
        catch (InvalidOperationException)
        {
            throw new InvalidDocumentException($"its {name} is not Unicode");
        }
    }

    public static Id? Id(JsonElement document, string name) =>
        Find(document, name) is not { } value ? null
        : IdOf(value) ?? throw new InvalidDocumentException($"its {name} is no ObjectId");

    /// <summary>The ids of an array; what is none is passed over.</summary>
    public static IReadOnlyList<Id> Ids(JsonElement document, string name) =>
        Find(document, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(IdOf).OfType<Id>()] : [];

    public static double? Number(JsonElement document, string name)
    {
        if (Find(document, name) is not { } value)
            return null;
        var number = value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var plain) ? plain
            : Wrapped(value, "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal") is { ValueKind: JsonValueKind.String } text
              && double.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var written) ? written
            : double.NaN;
        return double.IsFinite(number) ? number : throw new InvalidDocumentException($"its {name} is no number");
    }

    public static bool? Flag(JsonElement document, string name) => Find(document, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new InvalidDocumentException($"its {name} is neither true nor false"),
    };

    public static DateTimeOffset? Time(JsonElement document, string name)
    {
        if (Find(document, name) is not { } value)
            return null;
        var date = Wrapped(value, "$date") ?? value;
        var number = Wrapped(date, "$numberLong") is { ValueKind: JsonValueKind.String } text ? text.GetString()
            : date.ValueKind == JsonValueKind.Number ? date.GetRawText()
            : null;
        if (number is not null ? TryFromMilliseconds(number, out var time)
            : date.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
                date.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time))
            return time;
        throw new InvalidDocumentException($"its {name} is no date");
    }

    private static bool TryFromMilliseconds(string text, out DateTimeOffset time)
    {
        var isTime = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        time = isTime ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isTime;
    }

    private static Id? IdOf(JsonElement value) =>
        (Wrapped(value, "$oid") ?? value) is { ValueKind: JsonValueKind.String } text && Data.Id.TryParse(text.GetString(), null, out var id) ? id : null;

    private static JsonElement? Find(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null && Wrapped(value, "$undefined") is null ? value : null;

    private static JsonElement? Wrapped(JsonElement value, params ReadOnlySpan<string> names)
    {
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var name in names)
                if (value.TryGetProperty(name, out var inner))
                    return inner;
        return null;
    }
}

/// <summary>A document that cannot be taken over; the message ends a sentence that begins with "skipped:".</summary>
internal sealed class InvalidDocumentException(string reason) : Exception(reason);
