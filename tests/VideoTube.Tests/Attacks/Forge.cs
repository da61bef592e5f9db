using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using VideoTube.Tests.Testing;

namespace VideoTube.Tests.Attacks;

/// <summary>Files that no program would write.</summary>
internal static class Forge
{
    /// <summary>A second of picture and sound in MP4. Its index is behind its media, so that nothing moves when that changes.</summary>
    public static async Task<byte[]> Mp4Async() => await File.ReadAllBytesAsync(await Clips.Make("to-forge.mp4",
        $"{Clips.Picture(1, "128x96")} {Clips.Sound(1)} -c:v libx264 -preset ultrafast -bf 2 -pix_fmt yuv420p -c:a aac -b:a 32k"));

    /// <summary>The file with the body of one box changed, and the sizes of those around it.</summary>
    /// <param name="path">Types from the outside in: moov/trak/mdia; <c>trak:1</c> is the second of them.</param>
    public static byte[] Change(ReadOnlySpan<byte> boxes, string path, Func<byte[], byte[]> change)
    {
        var slash = path.IndexOf('/');
        var (first, rest) = slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
        var (type, skip) = first.IndexOf(':') is var colon and >= 0 ? (first[..colon], int.Parse(first[(colon + 1)..])) : (first, 0);
        for (var at = 0; at + 8 <= boxes.Length;)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(boxes[at..]);
            if (Encoding.ASCII.GetString(boxes.Slice(at + 4, 4)) != type || skip-- > 0)
            {
                at += size;
                continue;
            }

            var body = boxes[(at + 8)..(at + size)];
            return [.. boxes[..at], .. Box(type, rest.Length == 0 ? change(body.ToArray()) : Change(body, rest, change)), .. boxes[(at + size)..]];
        }

        throw new InvalidOperationException($"There is no {type}.");
    }

    /// <summary>The file with one number of a box in place of another.</summary>
    /// <param name="at">In its body.</param>
    public static byte[] Set(byte[] file, string path, int at, uint value) => Change(file, path, body =>
    {
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(at), value);
        return body;
    });

    /// <summary>The file with another size before a box than it has; those around it keep theirs.</summary>
    public static byte[] Resize(byte[] file, string type, uint size)
    {
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(file.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(type)) - 4), size);
        return file;
    }

    public static byte[] Box(string type, params byte[] body) => [.. UInt32((uint)(body.Length + 8)), .. Encoding.ASCII.GetBytes(type), .. body];

    public static byte[] UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>An EBML element (RFC 8794), its size in eight bytes.</summary>
    public static byte[] Element(uint id, params byte[] body) => [.. Id(id), .. Size(body.Length), .. body];

    /// <summary>One whose size is not told: it ends where the file does.</summary>
    public static byte[] Endless(uint id, params byte[] body) => [.. Id(id), 0x01, .. Enumerable.Repeat((byte)0xFF, 7), .. body];

    /// <summary>One that claims so many bytes.</summary>
    public static byte[] Claiming(uint id, long size, params byte[] body) => [.. Id(id), .. Size(size), .. body];

    public static byte[] Number(uint id, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Element(id, bytes);
    }

    public static byte[] Number(uint id, double value) => Number(id, BitConverter.DoubleToUInt64Bits(value));

    public static byte[] Text(uint id, string value) => Element(id, Encoding.ASCII.GetBytes(value));

    /// <summary>So many zeroes, as zlib writes them: a thousandth.</summary>
    public static byte[] Zeroes(int count)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
            for (var left = count; left > 0; left -= 1 << 20)
                zlib.Write(new byte[Math.Min(left, 1 << 20)]);
        return packed.ToArray();
    }

    private static byte[] Id(uint id) => [.. UInt32(id).SkipWhile(part => part == 0)];

    private static byte[] Size(long size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, size | (1L << 56));
        return bytes;
    }
}
