using System.Buffers.Binary;
using VideoTube.Media.Boxes;

namespace VideoTube.Media.Growing;

/// <summary>
/// Moves what an index (<c>moov</c>) says of where the media lies (<c>stco</c> and <c>co64</c>, ISO/IEC 14496-12, 8.7.5).
/// It is stricter than players are: an index that could be read in two ways is not touched at all.
/// </summary>
internal static class ChunkOffsets
{
    /// <param name="moov">The whole box, changed in place.</param>
    /// <param name="from">Where the media began, and <paramref name="to"/> where it ended: all offsets lie between.</param>
    /// <param name="by">Bytes that it lies further behind now.</param>
    /// <exception cref="CannotStreamException">An offset is out of bounds, or a box does not fit where it lies.</exception>
    public static void Move(Span<byte> moov, long from, long to, int by)
    {
        var (tracks, tables) = (0, 0);
        Walk(Inside(moov), from, to, by, ref tracks, ref tables);
        if (tracks == 0 || tables != tracks)
            throw new CannotStreamException("A track does not say once where its media lies.");
    }

    private static void Walk(Span<byte> boxes, long from, long to, int by, ref int tracks, ref int tables)
    {
        while (!boxes.IsEmpty)
        {
            if (BoxHeader.Read(boxes, boxes.Length) is not { } header || header.Size > boxes.Length)
                throw new CannotStreamException("A box of the index does not fit where it lies.");
            var box = boxes[..(int)header.Size];
            var type = box[4..8];
            if (type.SequenceEqual("trak"u8))
                tracks++;
            if (type.SequenceEqual("trak"u8) || type.SequenceEqual("mdia"u8) || type.SequenceEqual("minf"u8) || type.SequenceEqual("stbl"u8))
                Walk(Inside(box), from, to, by, ref tracks, ref tables);
            else if (type.SequenceEqual("stco"u8) || type.SequenceEqual("co64"u8))
            {
                tables++;
                MoveTable(Inside(box), type.SequenceEqual("co64"u8), from, to, by);
            }
            else if (type.SequenceEqual("mvex"u8) || type.SequenceEqual("cmov"u8))
                throw new CannotStreamException("The index is compressed, or leads to fragments.");
            boxes = boxes[box.Length..];
        }
    }

    private static void MoveTable(Span<byte> table, bool isLong, long from, long to, int by)
    {
        var width = isLong ? 8 : 4;
        if (table.Length < 8 || (table.Length - 8) / width < BinaryPrimitives.ReadUInt32BigEndian(table[4..]))
            throw new CannotStreamException("A table of the index is shorter than it says.");
        var entries = table.Slice(8, (int)BinaryPrimitives.ReadUInt32BigEndian(table[4..]) * width);
        for (; !entries.IsEmpty; entries = entries[width..])
        {
            var offset = isLong ? BinaryPrimitives.ReadInt64BigEndian(entries) : BinaryPrimitives.ReadUInt32BigEndian(entries);
            if (offset < from || offset >= to)
                throw new CannotStreamException("The index points past the media.");
            if (isLong)
                BinaryPrimitives.WriteInt64BigEndian(entries, offset + by);
            else if (offset + by <= uint.MaxValue)
                BinaryPrimitives.WriteUInt32BigEndian(entries, (uint)(offset + by));
            else
                throw new CannotStreamException("The index cannot count as far as its media would lie.");
        }
    }

    private static Span<byte> Inside(Span<byte> box) => box[BoxHeader.Read(box, box.Length)!.Value.Length..];
}
