namespace VideoTube.Media.Boxes;

/// <summary>The first description of a track's samples (<c>stsd</c>, ISO/IEC 14496-12, 8.5.2).</summary>
internal sealed record SampleEntry(string Codecs, int Width, int Height, int Channels)
{
    public static SampleEntry Read(ReadOnlySpan<byte> stsd, TrackKind kind)
    {
        if (stsd.Length < 8)
            throw new InvalidDataException("A sample description is too short.");
        foreach (var box in new BoxWalk(stsd[8..]))
        {
            var fields = new Fields(box.Body);
            return kind switch
            {
                TrackKind.Video => ReadVisual(box, fields),
                TrackKind.Audio => ReadAudio(box, fields),
                _ => new SampleEntry(CodecString.Of(box.Type, []), 0, 0, 0),
            };
        }
        throw new InvalidDataException("A track describes no samples.");
    }

    // VisualSampleEntry (12.1.3): 24 bytes, width, height, 50 bytes, then boxes.
    private static SampleEntry ReadVisual(Box box, Fields fields)
    {
        fields.Skip(24);
        var (width, height) = (fields.U16(), fields.U16());
        fields.Skip(50);
        return new SampleEntry(CodecString.Of(box.Type, fields.Rest), width, height, 0);
    }

    // AudioSampleEntry (12.2.3): 16 bytes, channels, 10 bytes, then boxes.
    private static SampleEntry ReadAudio(Box box, Fields fields)
    {
        fields.Skip(16);
        var channels = fields.U16();
        fields.Skip(10);
        return new SampleEntry(CodecString.Of(box.Type, fields.Rest), 0, 0, channels);
    }
}
