using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoTube.Http;

/// <summary>Times as JavaScript's <c>toISOString</c> writes them: UTC, milliseconds, <c>Z</c>.</summary>
internal sealed class TimeJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[24];
        value.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-ddTHH:mm:ss.fffZ");
        writer.WriteStringValue(text[..length]);
    }
}
