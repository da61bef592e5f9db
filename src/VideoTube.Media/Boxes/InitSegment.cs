namespace VideoTube.Media.Boxes;

public enum TrackKind { Video, Audio, Other }

/// <summary>What an init segment says of one track.</summary>
/// <param name="Id">The number that fragments name it by.</param>
/// <param name="Timescale">Units of its times in a second; above 0.</param>
/// <param name="Codecs">As in a playlist's CODECS (RFC 6381), such as <c>avc1.64001f</c>.</param>
/// <param name="Width">Stored width in samples; 0 for sound.</param>
/// <param name="Height">Stored height in samples; 0 for sound.</param>
/// <param name="Rotation">Clockwise quarter turns to show it upright, in degrees: 0, 90, 180 or 270.</param>
/// <param name="Channels">Sound channels; 0 for video.</param>
public sealed record InitTrack(
    uint Id, TrackKind Kind, uint Timescale, string Codecs, int Width, int Height, int Rotation, int Channels)
{
    /// <summary>Duration and flags of samples whose fragment names none (<c>trex</c>, ISO/IEC 14496-12, 8.8.3).</summary>
    internal SampleDefaults Defaults { get; init; }

    /// <summary>Units of this track as time.</summary>
    public TimeSpan Time(long units) => new((long)((Int128)units * TimeSpan.TicksPerSecond / Timescale));
}

internal readonly record struct SampleDefaults(uint Duration, uint Flags);

/// <summary>The head of a fragmented MP4 (ISO/IEC 14496-12, 8.2 and 8.8): the tracks, without any sample.</summary>
public static class InitSegment
{
    /// <summary>Reads <c>ftyp</c> + <c>moov</c>.</summary>
    /// <exception cref="InvalidDataException">A box that must be there is missing or too short.</exception>
    public static IReadOnlyList<InitTrack> Read(ReadOnlySpan<byte> init)
    {
        var moov = BoxSearch.Find(init, "moov"u8);
        var tracks = new List<InitTrack>();
        foreach (var box in new BoxWalk(moov))
        {
            if (box.Is("trak"u8))
                tracks.Add(ReadTrack(box.Body));
        }
        if (BoxSearch.TryFind(moov, "mvex"u8, out var mvex))
            ReadDefaults(mvex, tracks);
        return tracks;
    }

    private static InitTrack ReadTrack(ReadOnlySpan<byte> trak)
    {
        var (id, rotation) = TrackHeader.Read(BoxSearch.Find(trak, "tkhd"u8));
        var mdia = BoxSearch.Find(trak, "mdia"u8);

        var handler = new Fields(BoxSearch.Find(mdia, "hdlr"u8));
        handler.Skip(8);
        var type = handler.Take(4);
        var kind = type.SequenceEqual("vide"u8) ? TrackKind.Video
            : type.SequenceEqual("soun"u8) ? TrackKind.Audio : TrackKind.Other;

        var stbl = BoxSearch.Find(BoxSearch.Find(mdia, "minf"u8), "stbl"u8);
        var entry = SampleEntry.Read(BoxSearch.Find(stbl, "stsd"u8), kind);
        return new InitTrack(
            id, kind, ReadTimescale(mdia), entry.Codecs, entry.Width, entry.Height, rotation, entry.Channels);
    }

    // mdhd (8.4.2): two times before the timescale, of 4 bytes each or, in version 1, of 8.
    private static uint ReadTimescale(ReadOnlySpan<byte> mdia)
    {
        var mdhd = new Fields(BoxSearch.Find(mdia, "mdhd"u8));
        var (version, _) = mdhd.VersionAndFlags();
        mdhd.Skip(version == 1 ? 16 : 8);
        var timescale = mdhd.U32();
        return timescale > 0 ? timescale : throw new InvalidDataException("A track counts time in units of nothing.");
    }

    private static void ReadDefaults(ReadOnlySpan<byte> mvex, List<InitTrack> tracks)
    {
        foreach (var box in new BoxWalk(mvex))
        {
            if (!box.Is("trex"u8))
                continue;
            var trex = new Fields(box.Body);
            trex.Skip(4);
            var id = trex.U32();
            trex.Skip(4);
            var duration = trex.U32();
            trex.Skip(4);
            var defaults = new SampleDefaults(duration, trex.U32());
            var at = tracks.FindIndex(t => t.Id == id);
            if (at >= 0)
                tracks[at] = tracks[at] with { Defaults = defaults };
        }
    }
}
