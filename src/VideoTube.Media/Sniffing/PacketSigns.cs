using VideoTube.Media.Probing;

namespace VideoTube.Media.Sniffing;

/// <summary>Formats without a header: known by the pace of their packets.</summary>
internal static class PacketSigns
{
    private const byte TsSync = 0x47;
    private const int TsPackets = 5;

    public static SniffResult? Sniff(ReadOnlySpan<byte> start, bool isAll)
    {
        // 188: broadcast; 192: Blu-ray and cameras, with a time stamp before; 204: with parity after.
        if (IsTs(start, 0, 188) || IsTs(start, 4, 192) || IsTs(start, 0, 204))
        {
            return SniffResult.Taken(ContainerKind.MpegTs);
        }

        return start.StartsWith("ID3"u8) ? AfterId3(start, isAll) : Frames(start);
    }

    /// <summary>True when these bytes could still become one of them.</summary>
    public static bool MayFollow(ReadOnlySpan<byte> start) =>
        start[0] is TsSync or 0xFF || (start.Length > 4 && start[4] == TsSync) || start.StartsWith("ID3"u8);

    private static bool IsTs(ReadOnlySpan<byte> start, int offset, int stride)
    {
        if (start.Length < offset + (stride * (TsPackets - 1)) + 1)
        {
            return false;
        }

        for (var packet = 0; packet < TsPackets; packet++)
        {
            if (start[offset + (stride * packet)] != TsSync)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>ID3v2.4 §3.1: a ten-byte header with a size of four times seven bits. Covers can make it longer than we look.</summary>
    private static SniffResult? AfterId3(ReadOnlySpan<byte> start, bool isAll)
    {
        if (start.Length < 10)
        {
            return null;
        }

        var size = 10 + (start[6] << 21 | start[7] << 14 | start[8] << 7 | start[9]);
        if (start.Length < size + 16)
        {
            return isAll || size + 16 > ContainerSniffer.Enough ? SniffResult.Taken(ContainerKind.Mp3) : null;
        }

        var after = start[size..];
        return after.StartsWith("fLaC"u8) ? SniffResult.Taken(ContainerKind.Flac)
            : Frames(after) ?? (isAll ? SniffResult.Taken(ContainerKind.Mp3) : null);
    }

    /// <summary>Two frames in a row, so that a stray sync word is not taken for sound.</summary>
    private static SniffResult? Frames(ReadOnlySpan<byte> start)
    {
        var adts = AdtsLength(start);
        if (adts > 0 && start.Length >= adts + 7 && AdtsLength(start[adts..]) > 0)
        {
            return SniffResult.Taken(ContainerKind.Aac);
        }

        var mp3 = Mp3Length(start);
        return mp3 > 0 && start.Length >= mp3 + 4 && Mp3Length(start[mp3..]) > 0 ? SniffResult.Taken(ContainerKind.Mp3) : null;
    }

    /// <summary>ISO 13818-7 §6.2: twelve sync bits, layer 0, then the length over bytes 3 to 5; 0 when it is no frame.</summary>
    private static int AdtsLength(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 7 || frame[0] != 0xFF || (frame[1] & 0xF6) != 0xF0)
        {
            return 0;
        }

        var length = (frame[3] & 3) << 11 | frame[4] << 3 | frame[5] >> 5;
        return length > 7 ? length : 0;
    }

    /// <summary>ISO 11172-3 §2.4.2.3, layer III only; 0 when it is no frame.</summary>
    private static int Mp3Length(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 4 || frame[0] != 0xFF || (frame[1] & 0xE6) != 0xE2)
        {
            return 0;
        }

        var version = frame[1] >> 3 & 3;
        var rate = frame[2] >> 2 & 3;
        var bits = frame[2] >> 4;
        if (version == 1 || rate == 3 || bits is 0 or 15)
        {
            return 0;
        }

        var isV1 = version == 3;
        ReadOnlySpan<int> v1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
        ReadOnlySpan<int> v2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        ReadOnlySpan<int> rates = [44100, 48000, 32000];
        var samples = rates[rate] / (version switch { 3 => 1, 2 => 2, _ => 4 });
        return (isV1 ? 144 : 72) * (isV1 ? v1 : v2)[bits] * 1000 / samples + (frame[2] >> 1 & 1);
    }
}
