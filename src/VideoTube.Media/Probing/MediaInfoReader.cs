using System.Globalization;
using VideoTube.Media.Running;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Probing;

/// <summary>Makes facts of claims: headers and packets side by side.</summary>
internal static class MediaInfoReader
{
    /// <exception cref="MediaRefusedException">Nothing can be played, or it plays longer than is taken.</exception>
    public static MediaInfo Read(Source source, string? brand, ProbedTracks tracks, TrackTimes times, MediaLimits limits)
    {
        // Packets that were read to the end are the truth; a sampled file's header has been checked at its end.
        var read = times.End - times.Start;
        var seconds = times.IsComplete ? read : Math.Max(tracks.ClaimedLength, read);
        if (seconds is not (> 0 and < int.MaxValue))
        {
            throw new MediaRefusedException(MediaRefusals.Corrupt, "No packet can be read.");
        }

        var duration = TimeSpan.FromSeconds(seconds);
        if (duration > limits.MaxDuration)
        {
            throw new MediaRefusedException(MediaRefusals.TooLong, duration.ToString());
        }

        return new MediaInfo
        {
            Container = source.Container,
            Brand = brand,
            Duration = duration,
            Size = source.Size,
            Video = tracks.Video is { } video && times.Video is { Count: > 0 } videoTimes
                ? Video(video, videoTimes, (long)(source.Size * 8 / seconds))
                : null,
            Audio = tracks.Audio is { } audio ? Audio(audio) : null,
        };
    }

    private static VideoTrack Video(ProbeStream stream, PacketTimes times, long fileBitRate) => new()
    {
        Index = stream.Index,
        Codec = stream.CodecName!,
        Profile = stream.Profile,
        Width = stream.Width,
        Height = stream.Height,
        SampleAspect = SampleAspect(stream),
        Rotation = Rotation(stream),
        FrameRate = FrameRate(stream, times),
        IsVariableFrameRate = times.IsVariable,
        // tt, bb, tb, bt: which field comes first.
        IsInterlaced = stream.FieldOrder is "tt" or "bb" or "tb" or "bt",
        PixelFormat = stream.PixFmt!,
        BitDepth = BitDepth(stream),
        IsHdr = stream.ColorTransfer is "smpte2084" or "arib-std-b67",
        BitRate = times.Covered > 0 && times.Bytes > 0 ? (long)(times.Bytes * 8 / times.Covered) : fileBitRate,
        LongestKeyFrameGap = times.LongestKeyFrameGap,
    };

    // Anamorphic film is 2:1; a shape far from that is a fault or an attack on whoever scales by it. Scalers leave 1281:1280
    // behind where 853.3 samples had to become 854: nobody sees one in a hundred, so that is square.
    private static Rational SampleAspect(ProbeStream stream) =>
        Ratio(stream.SampleAspectRatio, ':') is { Value: >= 0.25 and <= 4 and (< 0.99 or > 1.01) } shape ? shape : Rational.One;

    private static AudioTrack Audio(ProbeStream stream) => new()
    {
        Index = stream.Index,
        Codec = stream.CodecName!,
        Profile = stream.Profile,
        Channels = stream.Channels,
        SampleRate = int.TryParse(stream.SampleRate, CultureInfo.InvariantCulture, out var rate) ? rate : 0,
        BitRate = long.TryParse(stream.BitRate ?? stream.Tags.GetValueOrDefault("BPS"), CultureInfo.InvariantCulture, out var bits)
            ? bits
            : null,
    };

    private static int Rotation(ProbeStream stream)
    {
        // The display matrix turns counter-clockwise; odd angles are rounded to quarters.
        var angle = stream.SideDataList.Select(data => data.Rotation).FirstOrDefault(rotation => rotation is not null) ?? 0;
        var quarters = (int)Math.Round(-angle / 90, MidpointRounding.AwayFromZero);
        return ((quarters % 4) + 4) % 4 * 90;
    }

    private static Rational FrameRate(ProbeStream stream, PacketTimes times)
    {
        foreach (var claimed in new[] { Ratio(stream.AvgFrameRate, '/'), Ratio(stream.RFrameRate, '/') })
        {
            // High-speed cameras write up to 1000.
            if (claimed is { Value: >= 0.1 and <= 1000 } rate)
            {
                return rate;
            }
        }

        return times is { Covered: > 0, Count: > 1 }
            ? new Rational((int)Math.Clamp(Math.Round(times.Count * 1000 / times.Covered), 100, 1_000_000), 1000)
            : new Rational(25, 1);
    }

    private static int BitDepth(ProbeStream stream)
    {
        if (int.TryParse(stream.BitsPerRawSample, CultureInfo.InvariantCulture, out var bits) && bits is >= 8 and <= 16)
        {
            return bits;
        }

        // yuv420p10le, p010le, gbrp12be: the depth stands before the byte order; formats of one byte have none.
        var format = stream.PixFmt!;
        var hasOrder = format.EndsWith("le", StringComparison.Ordinal) || format.EndsWith("be", StringComparison.Ordinal);
        return hasOrder && format.Length > 4 && int.TryParse(format.AsSpan(format.Length - 4, 2), CultureInfo.InvariantCulture, out bits)
            && bits is > 8 and <= 16 ? bits : 8;
    }

    private static Rational? Ratio(string? text, char separator)
    {
        var parts = text?.Split(separator) ?? [];
        return parts.Length == 2
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var numerator)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var denominator)
            && numerator > 0 && denominator > 0
            ? new Rational(numerator, denominator)
            : null;
    }
}
