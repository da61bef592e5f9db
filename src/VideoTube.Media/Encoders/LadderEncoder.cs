using VideoTube.Media.Boxes;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Running;

namespace VideoTube.Media.Encoders;

/// <summary>What a run made, and the CPU time it took (null when unknown).</summary>
public sealed record MadeRenditions(IReadOnlyList<Rendition> Renditions, TimeSpan? Cpu);

/// <summary>
/// Encodes all rungs of a ladder in one ffmpeg process: one decode, one sound. This takes 0.6 of the CPU of a process
/// a rung at the same quality.
/// </summary>
public static class LadderEncoder
{
    /// <summary>
    /// Encodes what is not made yet, at the lowest priority. Each rendition has a folder of its name in
    /// <paramref name="folder"/>, where <see cref="SegmentFolder.ReadAsync"/> may read along while this runs.
    /// </summary>
    /// <param name="copied">What <c>CopyRemux</c> made of the same source; empty when nothing was copied.</param>
    /// <param name="folder">Absolute path of an existing folder.</param>
    /// <param name="onProgress">Told 0 to 1, never less than before.</param>
    /// <returns>The renditions that this run made, largest picture first.</returns>
    /// <exception cref="MediaRefusedException"><c>video.corrupt</c>: the source cannot be decoded.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg failed for another reason; trying again may help.</exception>
    /// <exception cref="TimeoutException">It took far longer than it should.</exception>
    public static async Task<MadeRenditions> RunAsync(
        IMediaRunner runner, MediaSource source, Ladder ladder, IReadOnlyList<Rendition> copied, string folder,
        Action<double>? onProgress, CancellationToken ct)
    {
        var job = LadderJob.Of(source, ladder, copied);
        if (job.Names.Count == 0)
            return new MadeRenditions([], TimeSpan.Zero);
        var progress = new Progress(source.Info.Duration, onProgress);
        var result = await RenditionRun.RunAsync(
            runner, source, job.Arguments, job.Names, folder, TimeLimit(source), inBackground: true, progress.Report, ct);
        onProgress?.Invoke(1);
        return result;
    }

    /// <summary>
    /// Seconds that no segment of this ladder will exceed when rounded: the TARGETDURATION of playlists that grow.
    /// </summary>
    public static int PromisedTarget(Ladder ladder, IReadOnlyList<Rendition> copied)
    {
        var frame = ladder.Rungs.Select(r => 1 / r.FrameRate.Value).DefaultIfEmpty(0.1).Max();
        var own = (int)Math.Ceiling(HlsOutput.SegmentSeconds + frame);
        var longest = copied.Select(r => MediaPlaylist.TargetDuration(r.Segments)).DefaultIfEmpty(0).Max();
        return Math.Max(own, longest + (int)Math.Ceiling(frame));
    }

    // A 2160p ladder on one slow core is some 20 times slower than playing it; what takes longer hangs.
    private static TimeSpan TimeLimit(MediaSource source) => TimeSpan.FromMinutes(10) + (source.Info.Duration * 40);

    private sealed class Progress(TimeSpan duration, Action<double>? report)
    {
        private double highest;

        public void Report(TimeSpan done)
        {
            var share = duration > TimeSpan.Zero ? Math.Clamp(done / duration, 0, 1) : 0;
            if (share > highest)
                report?.Invoke(highest = share);
        }
    }
}
