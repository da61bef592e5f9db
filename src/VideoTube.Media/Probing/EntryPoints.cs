using System.Globalization;
using System.Text.Json;
using VideoTube.Media.Encoders;
using VideoTube.Media.Running;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Probing;

/// <summary>Whether ffmpeg can begin to decode in the middle of a source: asked of its demuxer, which has to land on a key frame.</summary>
internal static class EntryPoints
{
    // What lies before a chunk is decoded for nothing: at most a quarter of the time, where decoding is a seventh of the work.
    private const double Farthest = 12;

    // A file that does not begin at 0 by more than this is left alone: the demuxer is asked as if it did.
    private const double LatestStart = 1;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    /// <param name="times">Seconds on the timeline that begins at 0.</param>
    public static async Task<bool> AreNearAsync(
        IMediaRunner runner, MediaSource source, VideoTrack video, IReadOnlyList<double> times, CancellationToken ct)
    {
        var landed = await FindAsync(runner, source, video, times, ct);
        return landed.Count == times.Count && landed.Zip(times).All(pair => pair.First <= pair.Second + 0.001 && pair.First >= pair.Second - Farthest);
    }

    /// <summary>The key frame that decoding begins with to show each of these times; empty when it cannot begin there.</summary>
    /// <param name="times">Seconds on the timeline that begins at 0.</param>
    public static async Task<IReadOnlyList<double>> FindAsync(
        IMediaRunner runner, MediaSource source, VideoTrack video, IReadOnlyList<double> times, CancellationToken ct)
    {
        var landed = await AskAsync(runner, source, video, times, ct);
        var start = ProbeOutput.Seconds(landed?.Format?.StartTime) ?? 0;
        return landed is not null && Math.Abs(start) < LatestStart && landed.Packets.Count == times.Count
            && landed.Packets.All(packet => packet is { IsKey: true, Start: not null })
            ? [.. landed.Packets.Select(packet => packet.Start!.Value - start)]
            : [];
    }

    private static async Task<ProbeOutput?> AskAsync(
        IMediaRunner runner, MediaSource source, VideoTrack video, IReadOnlyList<double> times, CancellationToken ct)
    {
        var points = string.Join(',', times.Select(time => string.Create(CultureInfo.InvariantCulture, $"{time:F6}%+#1")));
        var ended = await runner.RunAsync(
            new MediaRun
            {
                Program = MediaProgram.Ffprobe,
                Arguments =
                [
                    "-v", "error", "-of", "json=compact=1", "-select_streams", $"{video.Index}",
                    "-show_entries", "format=start_time:packet=stream_index,pts_time,flags", "-read_intervals", points,
                    .. MediaInput.Open(source.Info.Container, source.Path, new MediaLimits()),
                ],
                Inputs = [source.Path],
                TimeLimit = TimeLimit,
            },
            ct);
        var result = ended.NotKilled();
        try
        {
            return result.Succeeded ? ProbeOutput.Parse(result.Output) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
