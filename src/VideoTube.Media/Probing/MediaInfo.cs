namespace VideoTube.Media.Probing;

/// <summary>What a source file holds, as ffprobe and a look at its packets tell. Times are of the streams, cross-checked.</summary>
public sealed record MediaInfo
{
    public required ContainerKind Container { get; init; }

    /// <summary>The container's dialect: MP4's major brand ("isom", "qt  "), Matroska's document type ("webm"); null when not told.</summary>
    public string? Brand { get; init; }

    /// <summary>Length of the longest stream that is kept.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Size { get; init; }

    /// <summary>The picture; null when the file only has sound (an attached cover is not a picture).</summary>
    public VideoTrack? Video { get; init; }

    /// <summary>The first sound track; null when the file is silent.</summary>
    public AudioTrack? Audio { get; init; }
}

public sealed record VideoTrack
{
    /// <summary>Index of the stream in the file, as ffmpeg's <c>-map 0:i</c> takes it.</summary>
    public required int Index { get; init; }

    /// <summary>ffmpeg's codec name: h264, hevc, vp8, vp9, av1, …</summary>
    public required string Codec { get; init; }

    public string? Profile { get; init; }

    /// <summary>Stored size in samples, before rotation and sample aspect ratio.</summary>
    public required int Width { get; init; }
    public required int Height { get; init; }

    /// <summary>Sample aspect ratio, 1/1 when unknown.</summary>
    public Rational SampleAspect { get; init; } = Rational.One;

    /// <summary>Clockwise quarter turns to show the picture upright: 0, 90, 180 or 270 degrees.</summary>
    public int Rotation { get; init; }

    /// <summary>Average frames a second.</summary>
    public required Rational FrameRate { get; init; }

    /// <summary>True when frames do not come at one constant pace.</summary>
    public bool IsVariableFrameRate { get; init; }

    public bool IsInterlaced { get; init; }

    public required string PixelFormat { get; init; }

    /// <summary>Bits a component: 8, 10, 12.</summary>
    public int BitDepth { get; init; } = 8;

    /// <summary>True for PQ (smpte2084) and HLG (arib-std-b67) transfers.</summary>
    public bool IsHdr { get; init; }

    /// <summary>Bits a second of this stream; estimated from the file when the stream does not say.</summary>
    public required long BitRate { get; init; }

    /// <summary>Longest distance between two key frames, the end included.</summary>
    public required TimeSpan LongestKeyFrameGap { get; init; }

    /// <summary>Width and height as a viewer sees them: sample aspect and rotation applied, even.</summary>
    public (int Width, int Height) DisplaySize
    {
        get
        {
            var width = (int)((long)Width * SampleAspect.Numerator / SampleAspect.Denominator / 2 * 2);
            var height = Height / 2 * 2;
            return Rotation is 90 or 270 ? (height, width) : (width, height);
        }
    }
}

public sealed record AudioTrack
{
    public required int Index { get; init; }

    /// <summary>ffmpeg's codec name: aac, mp3, opus, vorbis, ac3, …</summary>
    public required string Codec { get; init; }

    public string? Profile { get; init; }
    public required int Channels { get; init; }

    /// <summary>Samples a second.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Bits a second; null when the file does not say.</summary>
    public long? BitRate { get; init; }
}

/// <summary>A fraction as containers store it; the denominator is positive.</summary>
public readonly record struct Rational(int Numerator, int Denominator)
{
    public static Rational One => new(1, 1);

    public double Value => (double)Numerator / Denominator;
}

/// <summary>Containers that VideoTube takes, told by their first bytes, never by name. Each forces one ffmpeg demuxer.</summary>
public enum ContainerKind
{
    /// <summary>ISO base media: MP4, MOV, 3GP, M4A (demuxer <c>mov</c>).</summary>
    Mp4,
    /// <summary>Matroska and WebM (demuxer <c>matroska</c>).</summary>
    Matroska,
    MpegTs, Avi, Flv, Ogg, MpegPs, Asf,
    Mp3, Flac, Wav, Aac,
}
