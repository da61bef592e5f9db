using System.Globalization;
using VideoTube.Media.Encoders;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Trimming;

/// <summary>Cuts a part out of a file: its own streams where a key frame is near its beginning, else encoded anew.</summary>
public static class Trim
{
    /// <summary>So much more than was asked for is kept at the beginning, in seconds, rather than encode all of it.</summary>
    public const double Nearby = 1;

    // Where the part of a copied file ends, by frames that come in another order than they are shown: a few of them.
    private const double Ragged = 0.5;

    /// <summary>Makes a file of the part.</summary>
    /// <param name="start">On the timeline that begins at 0.</param>
    /// <param name="end">On the same timeline, behind <paramref name="start"/>; the end of the source or before.</param>
    /// <param name="folder">Absolute path of an existing folder; the file lies in it.</param>
    /// <param name="onProgress">Told 0 to 1, never less than before, where it is encoded.</param>
    /// <exception cref="MediaRefusedException"><c>video.corrupt</c>: this part of the source cannot be read.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg failed for another reason; trying again may help.</exception>
    /// <exception cref="TimeoutException">It took far longer than it should.</exception>
    public static async Task<TrimmedFile> RunAsync(
        IMediaRunner runner, MediaProbe probe, MediaSource source, TimeSpan start, TimeSpan end, string folder, Action<double>? onProgress, CancellationToken ct)
    {
        if (TrimFormat.OfCopy(source.Info) is { } format && await FindEntryAsync(runner, source, start, ct) is { } entry
            && await CopyAsync(runner, probe, source, format, entry, end, folder, ct) is { } copied)
            return copied;
        return await EncodeAsync(runner, probe, source, start, end, folder, onProgress, ct);
    }

    /// <summary>Where a copy begins; null when that would show too much.</summary>
    private static async Task<TimeSpan?> FindEntryAsync(IMediaRunner runner, MediaSource source, TimeSpan start, CancellationToken ct)
    {
        if (source.Info.Video is not { } video || start <= TimeSpan.Zero)
            return start;
        return await EntryPoints.FindAsync(runner, source, video, [start.TotalSeconds], ct) is [var key] && key <= start.TotalSeconds + 0.001 && key >= start.TotalSeconds - Nearby
            ? TimeSpan.FromSeconds(Math.Max(0, key))
            : null;
    }

    /// <summary>Null when what came out is not what was meant to.</summary>
    private static async Task<TrimmedFile?> CopyAsync(
        IMediaRunner runner, MediaProbe probe, MediaSource source, TrimFormat format, TimeSpan entry, TimeSpan end, string folder, CancellationToken ct)
    {
        var path = Path.Combine(folder, $"copied.{format.Extension}");
        // A millisecond behind the key frame: rounded down it would lead to the one before.
        string[] seek = entry > TimeSpan.Zero ? ["-ss", Seconds(entry + TimeSpan.FromMilliseconds(1))] : [];
        var result = await runner.RunAsync(
            Run(source, folder, [
                .. seek, .. MediaInput.Open(source.Info.Container, source.Path, new MediaLimits()), "-t", Seconds(end - entry), .. Streams(source.Info),
                "-c", "copy", "-avoid_negative_ts", "make_zero", .. format.Arguments, path,
            ], TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(source.Info.Size / 5e6)),
            ct);
        if (!result.Succeeded)
            return null;
        try
        {
            var info = await probe.ProbeAsync(path, ct);
            var isWhole = (info.Video is null) == (source.Info.Video is null) && (info.Audio is null) == (source.Info.Audio is null)
                && Math.Abs((info.Duration - (end - entry)).TotalSeconds) < Ragged + (source.Info.Video is { } video ? 16 / video.FrameRate.Value : 0);
            return isWhole ? new TrimmedFile(path, info, entry, end) : null;
        }
        catch (MediaRefusedException)
        {
            return null;
        }
    }

    private static async Task<TrimmedFile> EncodeAsync(
        IMediaRunner runner, MediaProbe probe, MediaSource source, TimeSpan start, TimeSpan end, string folder, Action<double>? onProgress, CancellationToken ct)
    {
        var path = Path.Combine(folder, "encoded.mp4");
        var length = end - start;
        var highest = 0.0;
        var result = await runner.RunAsync(
            Run(source, folder, [
                "-ss", Seconds(start), .. MediaInput.Open(source.Info.Container, source.Path, new MediaLimits()), "-t", Seconds(length), .. Streams(source.Info),
                .. TrimFormat.Encoded(source.Info), path,
            ], TimeSpan.FromMinutes(10) + (length * 60)) with { InBackground = true, OnProgress = Report },
            ct);
        if (!result.Succeeded)
            throw Failures.Of(result);
        var info = await probe.ProbeAsync(path, ct);
        // ffmpeg ends content where the file breaks off.
        if (info.Duration + TimeSpan.FromSeconds(Math.Max(Ragged, length.TotalSeconds * 0.05)) < length)
            throw Failures.Corrupt($"Of {length} only {info.Duration} came out.");
        return new TrimmedFile(path, info, start, end);

        void Report(TimeSpan done)
        {
            var share = Math.Clamp(done / length, 0, 1);
            if (share > highest)
                onProgress?.Invoke(highest = share);
        }
    }

    private static MediaRun Run(MediaSource source, string folder, IReadOnlyList<string> arguments, TimeSpan limit) => new()
    {
        Program = MediaProgram.Ffmpeg,
        Arguments = ["-v", "error", "-y", .. arguments],
        Inputs = [source.Path],
        OutputFolder = folder,
        TimeLimit = limit,
    };

    private static IEnumerable<string> Streams(MediaInfo info) =>
        new[] { info.Video?.Index, info.Audio?.Index }.OfType<int>().SelectMany(index => (string[])["-map", $"0:{index}"]);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>A part of a file.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Start">Where it begins in the whole: at a key frame, up to a second before what was asked for, when it is a copy.</param>
/// <param name="End">Where it ends in the whole.</param>
public sealed record TrimmedFile(string Path, MediaInfo Info, TimeSpan Start, TimeSpan End);
