using System.Buffers.Binary;

namespace VideoTube.Media.Boxes;

/// <summary>One box of an ISO base media file: its four letters and what is inside (ISO/IEC 14496-12, 4.2).</summary>
internal readonly ref struct Box(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
{
    public ReadOnlySpan<byte> Type { get; } = type;
    public ReadOnlySpan<byte> Body { get; } = body;

    public bool Is(ReadOnlySpan<byte> type) => Type.SequenceEqual(type);
}

/// <summary>
/// Walks the boxes that lie side by side in a span. A size that is forged (smaller than its own header, or reaching
/// past the end) ends the walk: what follows cannot be trusted to start where a box starts.
/// </summary>
internal ref struct BoxWalk(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public Box Current { get; private set; }

    public readonly BoxWalk GetEnumerator() => this;

    public bool MoveNext()
    {
        if (BoxHeader.Read(rest, rest.Length) is not { } header || header.Size > rest.Length)
            return false;
        Current = new Box(rest[4..8], rest[header.Length..(int)header.Size]);
        rest = rest[(int)header.Size..];
        return true;
    }
}

/// <summary>Where a box starts holding content, and where it ends, counted from its first byte.</summary>
internal readonly record struct BoxHeader(uint Type, int Length, long Size)
{
    /// <summary>Longest header: 32-bit size, type, 64-bit size.</summary>
    public const int MaxLength = 16;

    /// <summary>Null when the bytes are too few or the size is smaller than the header itself.</summary>
    /// <param name="head">The first bytes of the box, <see cref="MaxLength"/> of them where the file has as many.</param>
    /// <param name="available">Bytes to the end of the parent; the size of a box that says 0, "to the end".</param>
    public static BoxHeader? Read(ReadOnlySpan<byte> head, long available)
    {
        if (head.Length < 8)
            return null;
        long size = BinaryPrimitives.ReadUInt32BigEndian(head);
        var length = 8;
        if (size == 1)
        {
            if (head.Length < 16)
                return null;
            size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
            length = 16;
        }
        else if (size == 0)
        {
            size = available;
        }
        return size < length ? null : new BoxHeader(BinaryPrimitives.ReadUInt32BigEndian(head[4..]), length, size);
    }
}

internal static class BoxSearch
{
    /// <summary>The body of the first box of this type, or nothing.</summary>
    public static bool TryFind(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> type, out ReadOnlySpan<byte> body)
    {
        foreach (var box in new BoxWalk(bytes))
        {
            if (!box.Is(type))
                continue;
            body = box.Body;
            return true;
        }
        body = default;
        return false;
    }

    /// <exception cref="InvalidDataException">There is no such box.</exception>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> type) =>
        TryFind(bytes, type, out var body)
            ? body
            : throw new InvalidDataException($"The box '{System.Text.Encoding.Latin1.GetString(type)}' is missing.");
}
