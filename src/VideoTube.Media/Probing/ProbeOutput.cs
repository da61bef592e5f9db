using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoTube.Media.Probing;

/// <summary>ffprobe's JSON, the parts that are asked for. Numbers come as text where ffprobe writes text. Setters, because the
/// source-generated reader sets what is absent of <c>init</c> properties to null.</summary>
internal sealed record ProbeOutput
{
    /// <summary>Names each field used below for <c>-show_entries</c>.</summary>
    public const string Entries =
        "format=nb_streams,start_time,duration:"
        + "stream=index,codec_name,profile,codec_type,width,height,sample_aspect_ratio,pix_fmt,bits_per_raw_sample,"
        + "field_order,color_transfer,r_frame_rate,avg_frame_rate,duration,bit_rate,channels,sample_rate:"
        + "stream_disposition=attached_pic:stream_tags=DURATION,BPS:stream_side_data=rotation:" + PacketEntries;

    public const string PacketEntries = "packet=stream_index,pts_time,dts_time,duration_time,size,flags";

    public ProbeFormat? Format { get; set; }
    public List<ProbeStream> Streams { get; set; } = [];
    public List<ProbePacket> Packets { get; set; } = [];

    public static ProbeOutput Parse(string json) =>
        JsonSerializer.Deserialize(json, ProbeJson.Default.ProbeOutput) ?? new ProbeOutput();

    /// <summary>Seconds, or null for "N/A", infinities and nonsense.</summary>
    public static double? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            ? seconds
            : null;
}

internal sealed record ProbeFormat
{
    public int NbStreams { get; set; }
    public string? StartTime { get; set; }
    public string? Duration { get; set; }
}

internal sealed record ProbeStream
{
    public int Index { get; set; }
    public string? CodecName { get; set; }
    public string? Profile { get; set; }
    public string? CodecType { get; set; }
    public int Width { get; set; }
    public int Height { get; set; }
    public string? SampleAspectRatio { get; set; }
    public string? PixFmt { get; set; }
    public string? BitsPerRawSample { get; set; }
    public string? FieldOrder { get; set; }
    public string? ColorTransfer { get; set; }
    public string? RFrameRate { get; set; }
    public string? AvgFrameRate { get; set; }
    public string? Duration { get; set; }
    public string? BitRate { get; set; }
    public int Channels { get; set; }
    public string? SampleRate { get; set; }
    public Dictionary<string, int> Disposition { get; set; } = [];
    public Dictionary<string, string> Tags { get; set; } = [];
    public List<ProbeSideData> SideDataList { get; set; } = [];

    public bool IsPicture => CodecType == "video" && Disposition.GetValueOrDefault("attached_pic") == 0;
    public bool IsSound => CodecType == "audio" && Channels > 0 && CodecName is not null;

    /// <summary>Matroska keeps a stream's length in a tag, as 00:00:30.016000000.</summary>
    public double? Length => ProbeOutput.Seconds(Duration)
        ?? (Tags.TryGetValue("DURATION", out var tag) && tag.Length > 12
            && TimeSpan.TryParse(tag[..12], CultureInfo.InvariantCulture, out var length) ? length.TotalSeconds : null);
}

internal sealed record ProbeSideData
{
    /// <summary>Degrees counter-clockwise, from the display matrix; may be negative or odd.</summary>
    public double? Rotation { get; set; }
}

internal sealed record ProbePacket
{
    public int StreamIndex { get; set; }
    public string? PtsTime { get; set; }
    public string? DtsTime { get; set; }
    public string? DurationTime { get; set; }
    public string? Size { get; set; }
    public string? Flags { get; set; }

    public double? Start => ProbeOutput.Seconds(PtsTime) ?? ProbeOutput.Seconds(DtsTime);
    public double Length => ProbeOutput.Seconds(DurationTime) ?? 0;
    public bool IsKey => Flags is ['K', ..];

    /// <summary>Decoded but not shown: before the start of an edit list, as AAC's priming is.</summary>
    public bool IsDiscarded => Flags is [_, 'D', ..];

    public long Bytes => long.TryParse(Size, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProbeOutput))]
internal sealed partial class ProbeJson : JsonSerializerContext;
