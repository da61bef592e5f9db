using VideoTube.Media.Boxes;
using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Running;

namespace VideoTube.Media.Chunks;

/// <summary>Encodes one chunk: all rungs in one ffmpeg process, as <see cref="LadderEncoder"/> does, but a part of the time.</summary>
public static class ChunkEncoder
{
    /// <summary>
    /// Encodes the pictures of a chunk at the lowest priority. Each rung has a folder of its name in
    /// <paramref name="folder"/>; its segments are numbered and timed as those of the whole.
    /// </summary>
    /// <param name="rungs">Largest first, at least one; see <see cref="ChunkPlan.Rungs"/>.</param>
    /// <param name="preset">x264's.</param>
    /// <param name="folder">Absolute path of an existing folder.</param>
    /// <param name="onProgress">Told 0 to 1, never less than before.</param>
    /// <exception cref="ChunkMismatchException">What came out is not what was planned.</exception>
    /// <exception cref="MediaRefusedException"><c>video.corrupt</c>: this part of the source cannot be decoded.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg failed for another reason; trying again may help.</exception>
    /// <exception cref="TimeoutException">It took far longer than it should.</exception>
    public static async Task<MadeRenditions> RunAsync(
        IMediaRunner runner, MediaSource source, Chunk chunk, IReadOnlyList<Rung> rungs, string preset, string folder,
        Action<double>? onProgress, CancellationToken ct)
    {
        var length = (chunk.End ?? source.Info.Duration.TotalSeconds) - chunk.Start;
        var highest = 0.0;
        var made = await RenditionRun.RunAsync(
            runner, source, Outputs(source, chunk, rungs, preset), [.. rungs.Select(PiecesOf)], folder,
            TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(Math.Max(0, length) * 40), inBackground: true, Report, ct, from: EnterAt(chunk, rungs[0]));

        var renditions = new List<Rendition>();
        foreach (var (rung, pieces) in rungs.Zip(made.Renditions))
            renditions.Add(await ChunkSegments.JoinAsync(pieces, chunk, Frames(chunk, rung), Path.Combine(folder, rung.Name), ct));
        onProgress?.Invoke(1);
        return made with { Renditions = renditions };

        void Report(TimeSpan done)
        {
            var share = length > 0 ? Math.Clamp((done.TotalSeconds - chunk.Start) / length, 0, 1) : 0;
            if (share > highest)
                onProgress?.Invoke(highest = share);
        }
    }

    private static List<string> Outputs(MediaSource source, Chunk chunk, IReadOnlyList<Rung> rungs, string preset)
    {
        var arguments = new List<string>
        {
            "-filter_complex", PictureGraph.Build(source.Info.Video!, rungs, rung => OnGrid(chunk, rung, chunk.Start)),
        };
        for (var i = 0; i < rungs.Count; i++)
        {
            var rung = rungs[i];
            arguments.AddRange(["-map", PictureGraph.Output(i), .. PictureOutput.Arguments(rung, preset)]);
            arguments.AddRange(KeyFrames.OnlyAt(chunk.Keys.Select(key => OnGrid(chunk, rung, key.Time))));
            if (Frames(chunk, rung) is { } frames)
                arguments.AddRange(["-frames:v", $"{frames}"]);
            arguments.AddRange(HlsOutput.OneAKeyFrame(PiecesOf(rung)));
        }

        return arguments;
    }

    /// <summary>
    /// Decodes from the key frame at or before the chunk, and drops nothing: the filter of the frame rate wants the frame
    /// that is still shown when the chunk begins, which may have begun long before. copyts keeps the source's times. Half a
    /// frame more than the time itself, so that rounding cannot lead to the key frame before the one that is there.
    /// </summary>
    private static string[] EnterAt(Chunk chunk, Rung largest) => chunk.Number == 0
        ? ["-copyts", "-start_at_zero"]
        : ["-copyts", "-start_at_zero", "-noaccurate_seek", "-ss", $"{OnGrid(chunk, largest, chunk.Start) + (0.5 / largest.FrameRate.Value):0.######}"];

    /// <summary>Frames from here to the next chunk; null for the last.</summary>
    private static long? Frames(Chunk chunk, Rung rung) => chunk.End is { } end
        ? KeyFrames.Frame(rung, end - chunk.Origin) - KeyFrames.Frame(rung, chunk.Start - chunk.Origin)
        : null;

    private static double OnGrid(Chunk chunk, Rung rung, double time) =>
        chunk.Origin + (KeyFrames.Frame(rung, time - chunk.Origin) / rung.FrameRate.Value);

    private static string PiecesOf(Rung rung) => $"{rung.Name}/pieces";
}
