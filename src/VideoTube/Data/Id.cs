using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoTube.Data;

/// <summary>
/// Name of a record: 12 bytes as 24 lower-case hex digits, in the shape of MongoDB's ObjectId. Seconds come first, then
/// milliseconds, a counter and chance, so later ids sort after earlier ones: index-friendly and pageable by key.
/// </summary>
[JsonConverter(typeof(IdJson))]
public readonly record struct Id : IComparable<Id>, IParsable<Id>
{
    private readonly string? text;

    private Id(string text) => this.text = text;

    public override string ToString() => text ?? throw new InvalidOperationException("An empty Id names nothing.");

    public static Id New(TimeProvider time) => IdSequence.Shared.Next(time);

    public int CompareTo(Id other) => string.CompareOrdinal(text, other.text);

    public static Id Parse(string s) => Parse(s, null);

    public static Id Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not an id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id id)
    {
        id = default;
        if (s is not { Length: 24 } || !s.All(char.IsAsciiHexDigit))
            return false;
        id = new Id(s.ToLowerInvariant());
        return true;
    }

    /// <summary>seconds 32 bits | milliseconds 10 | counter 22 | chance 32.</summary>
    internal static Id FromParts(long unixMilliseconds, uint counter, uint chance)
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(unixMilliseconds / 1000));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], ((uint)(unixMilliseconds % 1000) << 22) | counter);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], chance);
        return new Id(Convert.ToHexStringLower(bytes));
    }
}

/// <summary>Hands out ids that only grow within this process, also inside one millisecond and when the clock steps back.</summary>
internal sealed class IdSequence
{
    private const uint CounterLimit = 1 << 22;

    public static readonly IdSequence Shared = new();

    private readonly Lock gate = new();
    private long lastMilliseconds;
    private uint counter;

    public Id Next(TimeProvider time)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var chance = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
        lock (gate)
        {
            // The counter starts low in a new millisecond: half its range stays free for a burst.
            if (now > lastMilliseconds)
                (lastMilliseconds, counter) = (now, chance % (CounterLimit / 2));
            else if (++counter == CounterLimit)
                (lastMilliseconds, counter) = (lastMilliseconds + 1, 0);
            return Id.FromParts(lastMilliseconds, counter, chance);
        }
    }
}

internal sealed class IdJson : JsonConverter<Id>
{
    public override Id Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Id.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("An id is 24 hex digits.");

    public override void Write(Utf8JsonWriter writer, Id value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
