using System.Buffers.Binary;
using System.Text;
using VideoTube.Media.Probing;

namespace VideoTube.Media.Sniffing;

/// <summary>
/// Tells a file's container by its first bytes, never by its name: ffmpeg's own guess would follow a playlist named
/// .mp4 to other files.
/// </summary>
public static class ContainerSniffer
{
    /// <summary>Bytes after which there is always an answer.</summary>
    public const int Enough = 64 * 1024;

    /// <summary>Looks at what has arrived so far.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <param name="isAll">True when the file has no more bytes.</param>
    /// <returns>Null while more bytes are needed; never null from <see cref="Enough"/> bytes on.</returns>
    public static SniffResult? Sniff(ReadOnlySpan<byte> start, bool isAll)
    {
        if (start.IsEmpty)
        {
            return isAll ? SniffResult.Refused(MediaRefusals.Empty) : null;
        }

        // 16 bytes hold every signature but those of streams without a header; these want a few packets.
        isAll |= start.Length >= Enough;
        if (start.Length < 16 && !isAll)
        {
            return null;
        }

        return Signature(start)
            ?? PacketSigns.Sniff(start, isAll)
            ?? (isAll || !PacketSigns.MayFollow(start) ? SniffResult.Refused(RefusalSigns.Why(start)) : null);
    }

    /// <summary>Reads the start of a file and tells what it is.</summary>
    /// <exception cref="MediaRefusedException">It is nothing that is taken.</exception>
    public static async Task<SniffResult> SniffFileAsync(string path, CancellationToken ct)
    {
        var start = new byte[Enough];
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var length = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        var result = Sniff(start.AsSpan(0, length), isAll: true)!;
        return result.Refusal is { } refusal ? throw new MediaRefusedException(refusal) : result;
    }

    private static SniffResult? Signature(ReadOnlySpan<byte> start) => start switch
    {
        [0x1A, 0x45, 0xDF, 0xA3, ..] => SniffResult.Taken(ContainerKind.Matroska, DocumentType(start)),
        [(byte)'F', (byte)'L', (byte)'V', 1, ..] => SniffResult.Taken(ContainerKind.Flv),
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', 0, ..] => SniffResult.Taken(ContainerKind.Ogg),
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => SniffResult.Taken(ContainerKind.Flac),
        [0, 0, 1, 0xBA, ..] => SniffResult.Taken(ContainerKind.MpegPs),
        [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, ..] => SniffResult.Taken(ContainerKind.Asf),
        _ => Riff(start) ?? IsoBoxes(start),
    };

    private static SniffResult? Riff(ReadOnlySpan<byte> start)
    {
        if (start.Length < 12 || !(start.StartsWith("RIFF"u8) || start.StartsWith("RF64"u8)))
        {
            return null;
        }

        var form = start[8..12];
        return form.SequenceEqual("AVI "u8) ? SniffResult.Taken(ContainerKind.Avi)
            : form.SequenceEqual("WAVE"u8) ? SniffResult.Taken(ContainerKind.Wav)
            : null;
    }

    /// <summary>ISO 14496-12: a file starts with ftyp; QuickTime before it, and damaged writers, with one of the others.</summary>
    private static SniffResult? IsoBoxes(ReadOnlySpan<byte> start)
    {
        if (start.Length < 12)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(start);
        var type = start[4..8];
        if (type.SequenceEqual("ftyp"u8) && size is >= 8 and < Enough)
        {
            var brand = Encoding.Latin1.GetString(start[8..12]);
            return RefusalSigns.IsImageBrand(brand)
                ? SniffResult.Refused(MediaRefusals.IsAnImage)
                : SniffResult.Taken(ContainerKind.Mp4, brand);
        }

        // 0: to the end of the file; 1: a 64-bit size follows.
        var isBox = type.SequenceEqual("moov"u8) || type.SequenceEqual("mdat"u8) || type.SequenceEqual("wide"u8)
            || type.SequenceEqual("free"u8) || type.SequenceEqual("skip"u8) || type.SequenceEqual("styp"u8);
        return isBox && (size is 0 or 1 or >= 8) ? SniffResult.Taken(ContainerKind.Mp4) : null;
    }

    /// <summary>EBML's DocType (0x4282), within the first bytes by custom: "webm" or "matroska".</summary>
    private static string? DocumentType(ReadOnlySpan<byte> start)
    {
        var header = start[..Math.Min(start.Length, 64)];
        var at = header.IndexOf<byte>([0x42, 0x82]);
        if (at < 0 || at + 3 > header.Length)
        {
            return null;
        }

        var length = header[at + 2] & 0x7F;
        return at + 3 + length <= header.Length ? Encoding.ASCII.GetString(header.Slice(at + 3, length)) : null;
    }
}
