using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;
using VideoTube.Media.Remuxing;
using VideoTube.Media.Running;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Growing;

/// <summary>What was made of a file while it arrived.</summary>
/// <param name="Info">What the whole file holds, as its copied packets tell.</param>
public sealed record GrownRenditions(MediaInfo Info, Ladder Ladder, MadeRenditions Made);

/// <summary>
/// <see cref="CopyRemux"/> on a file that is still arriving: with its last byte the renditions are all but finished, and
/// are the same as if they had been made of the whole file. Anything out of the ordinary ends it; the ordinary way
/// is then taken when the file is whole.
/// </summary>
public static class GrowingRemux
{
    /// <summary>Whoever needs longer for an upload has long lost patience with a preview; the ordinary way knows no such limit.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromHours(12);

    /// <summary>Ends when the file is whole.</summary>
    /// <param name="folder">Absolute path of an existing folder; <see cref="SegmentFolder"/> tells at any time what is finished in it.</param>
    /// <exception cref="CannotStreamException">It was abandoned, or is not what its start promised.</exception>
    public static async Task<GrownRenditions> RunAsync(
        IMediaRunner runner, GrowingSource source, LadderOptions options, string folder, CancellationToken ct)
    {
        try
        {
            var made = await CopyAsync(runner, source, folder, ct);
            if (made.Renditions.Any(rendition => rendition.Segments[0].Start < TimeSpan.Zero))
                throw new CannotStreamException("A copy would show frames that the file hides.");
            made = await CopyRemux.TurnAsync(made, source.Info, ct);
            var info = InfoOf(source, made.Renditions);
            var ladder = Ladder.Plan(info, options);
            return ladder.CopyTop == source.Ladder.CopyTop && ladder.Audio == source.Ladder.Audio
                ? new GrownRenditions(info, ladder, made)
                : throw new CannotStreamException("What came later is not as the start was.");
        }
        catch (Exception fault) when (fault is MediaRefusedException or InvalidOperationException or InvalidDataException or TimeoutException)
        {
            throw new CannotStreamException(fault.Message, fault);
        }
    }

    private static async Task<MadeRenditions> CopyAsync(IMediaRunner runner, GrowingSource source, string folder, CancellationToken ct)
    {
        var (names, outputs) = CopyRemux.Outputs(source.Info, source.Ladder);
        var run = new MediaRun
        {
            Program = MediaProgram.Ffmpeg,
            Arguments = ["-v", "error", "-y", .. MediaInput.OpenPipe(source.Feed.Container, new MediaLimits()), .. outputs],
            Inputs = [],
            OutputFolder = folder,
            TimeLimit = TimeLimit,
            Feed = source.Feed.WriteAsync,
        };
        RenditionRun.Begin(folder, names);
        var result = await runner.RunAsync(run, ct);
        // ffmpeg calls many an error a success, such as media that does not lie in the order of time.
        return result.Succeeded && string.IsNullOrWhiteSpace(result.ErrorTail)
            ? await RenditionRun.EndAsync(folder, names, result, ct)
            : throw new CannotStreamException($"ffmpeg ended with exit code {result.ExitCode}: {result.ErrorTail.Trim()}");
    }

    private static MediaInfo InfoOf(GrowingSource source, IReadOnlyList<Rendition> made)
    {
        var length = made.Max(rendition => rendition.End) - made.Min(rendition => rendition.Segments[0].Start);
        // ffmpeg ends content with a file that breaks off.
        if (length + TimeSpan.FromSeconds(Math.Max(1, source.Info.Duration.TotalSeconds * 0.01)) < source.Info.Duration)
            throw new CannotStreamException($"Of {source.Info.Duration} only {length} can be read.");
        return source.Info with
        {
            Duration = length,
            Size = source.Feed.File.Length,
            Video = source.Info.Video is { } video ? Measured(video, made[0]) : null,
        };
    }

    private static VideoTrack Measured(VideoTrack video, Rendition copy)
    {
        var seconds = (copy.End - copy.Segments[0].Start).TotalSeconds;
        var keys = copy.Segments.SelectMany(segment => segment.Facts.SyncTimes)
            .Select(units => (double)units / copy.Track.Timescale).Append(copy.End.TotalSeconds);
        var (gap, last) = (0.0, copy.Segments[0].Start.TotalSeconds);
        foreach (var key in keys)
            (gap, last) = (Math.Max(gap, key - last), key);
        return video with
        {
            BitRate = (long)(copy.Segments.Sum(segment => segment.Bytes) * 8 / seconds),
            LongestKeyFrameGap = TimeSpan.FromSeconds(gap),
        };
    }
}
