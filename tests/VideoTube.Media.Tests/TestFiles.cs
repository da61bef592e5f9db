using System.Buffers.Binary;

namespace VideoTube.Media.Tests;

/// <summary>Files that are quicker written than encoded.</summary>
internal static class TestFiles
{
    /// <summary>Silence: 48 kHz, mono, 16 bits.</summary>
    public static byte[] Wav(int seconds)
    {
        var size = seconds * 96_000;
        var wav = new byte[44 + size];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), 36 + size);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), 48_000);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), 96_000);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), size);
        return wav;
    }
}
