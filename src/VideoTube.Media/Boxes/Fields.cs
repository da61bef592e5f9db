using System.Buffers.Binary;

namespace VideoTube.Media.Boxes;

/// <summary>Reads the big-endian fields of a box one after the other; past the end is bad data, never a wild read.</summary>
internal ref struct Fields(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly ReadOnlySpan<byte> Rest => rest;

    public byte U8() => Take(1)[0];
    public ushort U16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));
    public uint U32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));
    public int I32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));
    public long I64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public void Skip(int count) => Take(count);

    /// <summary>The head of a "full box": one byte of version, three of flags (ISO/IEC 14496-12, 4.2).</summary>
    public (byte Version, uint Flags) VersionAndFlags()
    {
        var head = U32();
        return ((byte)(head >> 24), head & 0xFFFFFF);
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)rest.Length)
            throw new InvalidDataException("A box ends before its fields do.");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
