using System.Buffers.Binary;
using System.Numerics;

namespace VideoTube.Search;

/// <summary>
/// How a block of 4096 videos is stored: up to 255 of them as 16-bit numbers in order, more as one bit each (512 bytes).
/// Little-endian. A rare term costs two bytes a video, a common one an eighth of a byte for each video there is.
/// </summary>
internal static class PostingBlock
{
    public const int Videos = 4096, Words = Videos / 64;
    private const int Bitmap = Videos / 8;

    /// <summary>Adds what is stored to a block's bits.</summary>
    public static void Read(ReadOnlySpan<byte> stored, Span<ulong> bits)
    {
        if (stored.Length == Bitmap)
        {
            for (var i = 0; i < Words; i++)
                bits[i] |= BinaryPrimitives.ReadUInt64LittleEndian(stored[(i * 8)..]);
            return;
        }

        for (var i = 0; i + 1 < stored.Length; i += 2)
        {
            var place = BinaryPrimitives.ReadUInt16LittleEndian(stored[i..]) % Videos;
            bits[place / 64] |= 1UL << (place % 64);
        }
    }

    public static byte[] Write(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
            count += BitOperations.PopCount(word);
        var stored = new byte[count * 2 < Bitmap ? count * 2 : Bitmap];
        if (stored.Length == Bitmap)
        {
            for (var i = 0; i < Words; i++)
                BinaryPrimitives.WriteUInt64LittleEndian(stored.AsSpan(i * 8), bits[i]);
            return stored;
        }

        var at = 0;
        for (var i = 0; i < Words; i++)
            for (var word = bits[i]; word != 0; word &= word - 1, at += 2)
                BinaryPrimitives.WriteUInt16LittleEndian(stored.AsSpan(at), (ushort)((i * 64) + BitOperations.TrailingZeroCount(word)));
        return stored;
    }
}
