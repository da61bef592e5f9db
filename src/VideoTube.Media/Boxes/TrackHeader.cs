using System.Buffers.Binary;

namespace VideoTube.Media.Boxes;

/// <summary>
/// The track header and its matrix, which turns the picture upright (ISO/IEC 14496-12, 8.3.2 and 6.2.2).
/// ffmpeg 5.1 leaves the matrix out of fragmented files when it copies a turned stream, so it is put back here.
/// </summary>
public static class TrackHeader
{
    private const int One = 0x10000;  // 1.0 in 16.16
    private const int Unity = 0x40000000;  // 1.0 in 2.30

    /// <summary>Turns the first video track of an init segment, in place; nothing else moves.</summary>
    /// <param name="init">The whole init segment.</param>
    /// <param name="rotation">Clockwise degrees to show the picture upright: 0, 90, 180 or 270.</param>
    /// <exception cref="InvalidDataException">There is no video track, or its header is too short.</exception>
    public static void WriteRotation(Span<byte> init, int rotation)
    {
        var tkhd = FindVideoHeader(init, out var width, out var height);
        int[] matrix = rotation switch
        {
            0 => [One, 0, 0, 0, One, 0, 0, 0, Unity],
            90 => [0, One, 0, -One, 0, 0, height, 0, Unity],
            180 => [-One, 0, 0, 0, -One, 0, width, height, Unity],
            270 => [0, -One, 0, One, 0, 0, 0, width, Unity],
            _ => throw new ArgumentOutOfRangeException(nameof(rotation), rotation, "Not a quarter turn."),
        };
        for (var i = 0; i < matrix.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(tkhd[(4 * i)..], matrix[i]);
    }

    internal static (uint Id, int Rotation) Read(ReadOnlySpan<byte> tkhd)
    {
        var fields = new Fields(tkhd);
        var (version, _) = fields.VersionAndFlags();
        fields.Skip(version == 1 ? 16 : 8);
        var id = fields.U32();
        fields = new Fields(tkhd[Math.Min(tkhd.Length, MatrixOffset(version))..]);
        var (a, b) = (fields.I32(), fields.I32());
        var rotation = (Math.Sign(a), Math.Sign(b)) switch
        {
            (0, > 0) => 90,
            ( < 0, 0) => 180,
            (0, < 0) => 270,
            _ => 0,
        };
        return (id, rotation);
    }

    // The matrix of the video track, to the end of the header; width and height are 16.16 and follow it.
    private static Span<byte> FindVideoHeader(Span<byte> init, out int width, out int height)
    {
        foreach (var trak in new BoxWalk(BoxSearch.Find(init, "moov"u8)))
        {
            if (!trak.Is("trak"u8) || !IsVideo(trak.Body))
                continue;
            var header = BoxSearch.Find(trak.Body, "tkhd"u8);
            var fields = new Fields(header);
            var (version, _) = fields.VersionAndFlags();
            fields = new Fields(header);
            fields.Skip(MatrixOffset(version));
            var matrix = fields.Take(36);
            (width, height) = (fields.I32(), fields.I32());
            matrix.Overlaps(init, out var offset);
            return init[-offset..];
        }
        throw new InvalidDataException("The init segment has no video track.");
    }

    private static bool IsVideo(ReadOnlySpan<byte> trak)
    {
        var handler = new Fields(BoxSearch.Find(BoxSearch.Find(trak, "mdia"u8), "hdlr"u8));
        handler.Skip(8);
        return handler.Take(4).SequenceEqual("vide"u8);
    }

    // Version, flags, times, track number, duration (longer in version 1), then 16 bytes of layer and volume.
    private static int MatrixOffset(byte version) => version == 1 ? 52 : 40;
}
