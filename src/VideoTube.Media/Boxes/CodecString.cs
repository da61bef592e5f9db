using System.Text;

namespace VideoTube.Media.Boxes;

/// <summary>A codec's name with profile and level, as CODECS wants it (RFC 6381), made from the boxes that configure it.</summary>
internal static class CodecString
{
    /// <param name="type">The sample entry's four letters.</param>
    /// <param name="boxes">The boxes inside the sample entry.</param>
    public static string Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> boxes)
    {
        var name = Encoding.Latin1.GetString(type);
        return name switch
        {
            "avc1" or "avc3" => $"{name}.{Convert.ToHexStringLower(Config(boxes, "avcC"u8).Take(4)[1..])}",
            "hvc1" or "hev1" => Hevc(name, Config(boxes, "hvcC"u8)),
            "vp08" or "vp09" => Vpx(name, Config(boxes, "vpcC"u8)),
            "av01" => Av1(Config(boxes, "av1C"u8)),
            "mp4a" => Mp4Audio(Config(boxes, "esds"u8)),
            "Opus" => "opus",
            "fLaC" => "flac",
            _ => name,
        };
    }

    private static Fields Config(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> type) =>
        new(BoxSearch.Find(boxes, type));

    // ISO/IEC 14496-15, annex E.3: profile, compatibility flags with their bits reversed, tier and level, constraints.
    private static string Hevc(string name, Fields config)
    {
        config.Skip(1);
        var profile = config.U8();
        var compatible = config.U32();
        var constraints = config.Take(6).TrimEnd((byte)0);
        var level = config.U8();

        var reversed = 0u;
        for (var bit = 0; bit < 32; bit++)
            reversed |= ((compatible >> bit) & 1) << (31 - bit);

        var text = new StringBuilder(name).Append('.');
        if (profile >> 6 is var space and > 0)
            text.Append((char)('A' + space - 1));
        text.Append(profile & 0x1F).Append($".{reversed:X}.").Append((profile & 0x20) != 0 ? 'H' : 'L').Append(level);
        foreach (var constraint in constraints)
            text.Append($".{constraint:X}");
        return text.ToString();
    }

    // "VP Codec ISO Media File Format Binding" 1.0: profile, level, bit depth.
    private static string Vpx(string name, Fields config)
    {
        config.Skip(4);
        var (profile, level, depth) = (config.U8(), config.U8(), config.U8() >> 4);
        return $"{name}.{profile:00}.{level:00}.{depth:00}";
    }

    // "AV1 Codec ISO Media File Format Binding" 1.2, section 5.
    private static string Av1(Fields config)
    {
        config.Skip(1);
        var (first, second) = (config.U8(), config.U8());
        var (profile, level) = (first >> 5, first & 0x1F);
        var tier = (second & 0x80) != 0 ? 'H' : 'M';
        var depth = (second & 0x40) == 0 ? 8 : profile == 2 && (second & 0x20) != 0 ? 12 : 10;
        return $"av01.{profile}.{level:00}{tier}.{depth:00}";
    }

    // ISO/IEC 14496-1, 7.2.6: descriptors are a tag, a length of up to four 7-bit groups, and content.
    private static string Mp4Audio(Fields esds)
    {
        esds.Skip(4);
        Descriptor(ref esds, 3);
        esds.Skip(2);
        var flags = esds.U8();
        if ((flags & 0x80) != 0)
            esds.Skip(2);
        if ((flags & 0x40) != 0)
            esds.Skip(esds.U8());
        if ((flags & 0x20) != 0)
            esds.Skip(2);
        Descriptor(ref esds, 4);
        var objectType = esds.U8();
        if (objectType != 0x40)
            return $"mp4a.{objectType:x2}";
        esds.Skip(12);
        Descriptor(ref esds, 5);
        var head = esds.U16();
        var audioType = head >> 11;
        return $"mp4a.40.{(audioType == 31 ? 32 + ((head >> 5) & 0x3F) : audioType)}";
    }

    private static void Descriptor(ref Fields fields, byte tag)
    {
        if (fields.U8() != tag)
            throw new InvalidDataException("A decoder configuration is not laid out as it should be.");
        for (var i = 0; i < 4 && (fields.U8() & 0x80) != 0; i++)
        {
        }
    }
}
