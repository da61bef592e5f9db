using System.Globalization;
using System.Text.Json;
using VideoTube.Media.Encoders;
using VideoTube.Media.Growing;
using VideoTube.Media.Running;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Probing;

/// <summary>Finds out what a source file holds. What its header claims is checked against its packets.</summary>
public sealed class MediaProbe(IMediaRunner runner, MediaOptions options)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    /// <summary>Of a start that comes as slowly as a network is.</summary>
    private static readonly TimeSpan FeedLimit = TimeSpan.FromMinutes(10);

    /// <summary>Up to this size all packets are read (a 60 s clip has some 5,000); it costs less than a second look.</summary>
    private const long SmallFile = 64 << 20;
    private const int ManyPackets = 30_000;
    private const int FewPackets = 1000;

    /// <summary>Some four seconds of picture and sound: what a player waits for anyway before the first segment.</summary>
    private const int StartPackets = 300;

    /// <summary>Read at most, of one stream, where no header tells the length: 2.7 hours at 30 frames a second, 25 MB of JSON.</summary>
    private const int MostPackets = 300_000;

    private const int Samples = 6;

    /// <summary>Bytes that all samples together may take, roughly: half a second from a disk.</summary>
    private const double SampleBytes = 100 << 20;

    /// <param name="path">Absolute path of the file; its name plays no part.</param>
    /// <param name="ct">Ends ffprobe, too.</param>
    /// <exception cref="MediaRefusedException">The file is at fault.</exception>
    /// <exception cref="InvalidOperationException">ffprobe was killed; trying again may help.</exception>
    /// <exception cref="TimeoutException">ffprobe took longer than a minute.</exception>
    public async Task<MediaInfo> ProbeAsync(string path, CancellationToken ct)
    {
        var sniffed = await ContainerSniffer.SniffFileAsync(path, ct);
        var source = new Source(path, sniffed.Container!.Value, new FileInfo(path).Length);

        var wanted = source.Size <= SmallFile ? ManyPackets : FewPackets;
        var output = await AskAsync(source, ["-show_entries", ProbeOutput.Entries, "-read_intervals", $"%+#{wanted}"], ct);
        var tracks = ProbedTracks.Choose(output, options.Limits);

        var times = output.Packets.Count < wanted
            ? Times(output.Packets, tracks, [])
            : await SampleAsync(source, output, tracks, ct);
        return MediaInfoReader.Read(source, sniffed.Brand, tracks, times, options.Limits);
    }

    /// <summary>
    /// Finds out what a file holds from its start alone, while the rest still arrives: the length is what the header
    /// claims, bit rate and key frames are those of some seconds.
    /// </summary>
    /// <exception cref="MediaRefusedException">The file is at fault.</exception>
    /// <exception cref="CannotStreamException">Its start does not tell, or it was abandoned.</exception>
    /// <exception cref="TimeoutException">Too little has arrived in ten minutes.</exception>
    public async Task<MediaInfo> ProbeStartAsync(GrowingFeed feed, string? brand, CancellationToken ct)
    {
        var source = new Source(null, feed.Container, feed.File.Length) { Feed = feed.WriteAsync };
        var output = await AskAsync(source, ["-show_entries", ProbeOutput.Entries, "-read_intervals", $"%+#{StartPackets}"], ct);
        var tracks = ProbedTracks.Choose(output, options.Limits);
        var times = Times(WithoutHoles(output.Packets, tracks), tracks, []) with { IsComplete = output.Packets.Count < StartPackets };
        var info = MediaInfoReader.Read(source, brand, tracks, times, options.Limits);
        return tracks.Video is null == info.Video is null ? info : throw new CannotStreamException("No picture comes at the start.");
    }

    /// <summary>Leaves out pictures that are shown after others which had not come yet: their pace would look uneven.</summary>
    private static List<ProbePacket> WithoutHoles(List<ProbePacket> packets, ProbedTracks tracks)
    {
        var last = packets.LastOrDefault(packet => packet.StreamIndex == tracks.Video?.Index);
        var known = ProbeOutput.Seconds(last?.DtsTime) ?? double.MaxValue;
        return [.. packets.Where(packet => packet.StreamIndex != tracks.Video?.Index || packet.Start <= known)];
    }

    private static TrackTimes Times(List<ProbePacket> packets, ProbedTracks tracks, IReadOnlyList<double> ends) =>
        new(
            tracks.Video is { } video ? new PacketTimes(packets.Where(p => p.StreamIndex == video.Index), ends) : null,
            tracks.Audio is { } audio ? new PacketTimes(packets.Where(p => p.StreamIndex == audio.Index), ends) : null,
            IsComplete: ends.Count == 0);

    /// <summary>Looks into the file at even distances, its end included; a header that promised more is found out there.</summary>
    private async Task<TrackTimes> SampleAsync(Source source, ProbeOutput output, ProbedTracks tracks, CancellationToken ct)
    {
        var length = tracks.ClaimedLength;
        var start = ProbeOutput.Seconds(output.Format?.StartTime) ?? 0;
        var perSample = Math.Clamp(length * SampleBytes / source.Size / Samples, 10, 30);
        var distance = (length - perSample) / (Samples - 1);
        if (length > 0 && length <= options.Limits.MaxDuration.TotalSeconds && distance > perSample)
        {
            var starts = Enumerable.Range(0, Samples).Select(i => start + (i * distance)).ToList();
            if (await SampleAtAsync(source, tracks, starts, perSample, ct) is { } times && times.End >= starts[^1])
            {
                return times;
            }
        }

        // Both streams: a picture that ends early may stand before hours of sound.
        var all = await PacketsAsync(source, $"%+#{MostPackets}", [], ct);
        return all.Count < MostPackets
            ? Times(all, tracks, [])
            : throw new MediaRefusedException(MediaRefusals.TooLong, "The header tells no true length, and packets have no end.");
    }

    /// <summary>One stream is enough: the picture, or the sound of what has none. Null where it cannot be sought in, as it ends before.</summary>
    private async Task<TrackTimes?> SampleAtAsync(Source source, ProbedTracks tracks, List<double> starts, double length, CancellationToken ct)
    {
        var intervals = string.Join(',', starts.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s:F3}%+{length:F3}")));
        var stream = (tracks.Video ?? tracks.Audio)!.Index.ToString(CultureInfo.InvariantCulture);
        try
        {
            var packets = await PacketsAsync(source, intervals, ["-select_streams", stream], ct);
            return Times(packets, tracks, [.. starts.Take(Samples - 1).Select(s => s + length)]);
        }
        catch (MediaRefusedException refused) when (refused.Refusal == MediaRefusals.Corrupt)
        {
            return null;
        }
    }

    private async Task<List<ProbePacket>> PacketsAsync(Source source, string intervals, string[] streams, CancellationToken ct)
    {
        const string LeastEntries = "packet=stream_index,pts_time,size,flags";
        return (await AskAsync(source, ["-show_entries", LeastEntries, .. streams, "-read_intervals", intervals], ct)).Packets;
    }

    private IReadOnlyList<string> InputOf(Source source) => source.Path is { } path
        ? MediaInput.Open(source.Container, path, options.Limits)
        : MediaInput.OpenPipe(source.Container, options.Limits);

    private async Task<ProbeOutput> AskAsync(Source source, string[] question, CancellationToken ct)
    {
        var ended = await runner.RunAsync(
            new MediaRun
            {
                Program = MediaProgram.Ffprobe,
                Arguments = ["-v", "error", "-of", "json=compact=1", .. question, .. InputOf(source)],
                Inputs = source.Path is { } path ? [path] : [],
                TimeLimit = source.Feed is null ? TimeLimit : FeedLimit,
                Feed = source.Feed,
            },
            ct);
        var result = ended.NotKilled();
        // What libavutil says when a decoder meets -max_pixels; the stream's size is then not told.
        if (result.ErrorTail.Contains("exceeds specified max pixel count"))
        {
            throw new MediaRefusedException(MediaRefusals.TooManyPixels, result.ErrorTail);
        }

        // What libavformat says where an MP4's index names bytes behind the file's end; ffprobe calls that a success.
        if (!result.Succeeded || result.ErrorTail.Contains(": partial file"))
        {
            throw new MediaRefusedException(MediaRefusals.Corrupt, result.ErrorTail);
        }

        try
        {
            return ProbeOutput.Parse(result.Output);
        }
        catch (JsonException nonsense)
        {
            throw new MediaRefusedException(MediaRefusals.Corrupt, nonsense.Message);
        }
    }
}

/// <param name="Path">Null for what comes through standard input.</param>
internal sealed record Source(string? Path, ContainerKind Container, long Size)
{
    public Func<Stream, CancellationToken, Task>? Feed { get; init; }
}

/// <summary>Packet times of the tracks that are kept; those that were not read are null.</summary>
internal sealed record TrackTimes(PacketTimes? Video, PacketTimes? Audio, bool IsComplete)
{
    public double Start => Math.Min(Video?.First ?? double.MaxValue, Audio?.First ?? double.MaxValue);
    public double End => Math.Max(Video?.Last ?? double.MinValue, Audio?.Last ?? double.MinValue);
}
