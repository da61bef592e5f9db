using System.Globalization;
using VideoTube.Media.Encoders;
using VideoTube.Media.Images;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Posters;

/// <summary>
/// Finds pictures that show what a video is about: key frames from all over it, the ones with most to see first.
/// What has only sound gets a picture of its waves.
/// </summary>
public sealed class PosterMaker(IMediaRunner runner, MediaOptions options)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    /// <summary>Places looked at, as parts of the length: past the titles, before the credits.</summary>
    private static readonly double[] Places = [0.12, 0.25, 0.38, 0.5, 0.64, 0.8];

    /// <summary>Pixels that may be decoded on the way to frames between key frames: some ten seconds of one core.</summary>
    private const double DecodingWorth = 3e9;

    /// <summary>Makes <c>poster.jpg</c>, and <c>poster-2.jpg</c> … when more are asked for.</summary>
    /// <param name="path">Absolute path of the source.</param>
    /// <param name="info">What <see cref="MediaProbe"/> said of it.</param>
    /// <param name="outputFolder">Absolute path of an existing folder.</param>
    /// <param name="ct">Ends ffmpeg, too.</param>
    /// <param name="count">How many at most, 1 to 6; a still video may give fewer.</param>
    /// <returns>Paths, best first; at least one.</returns>
    /// <exception cref="MediaRefusedException">No picture can be decoded.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg was killed; trying again may help.</exception>
    public async Task<IReadOnlyList<string>> MakeAsync(
        string path, MediaInfo info, string outputFolder, CancellationToken ct, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Places.Length);
        if (info.Video is not { } video)
        {
            return [await MakeWavesAsync(path, info, outputFolder, ct)];
        }

        var candidates = Places.Select((_, i) => Path.Combine(outputFolder, $"candidate-{i}.jpg")).ToList();
        try
        {
            var said = await RunAsync(path, outputFolder, CandidateArguments(path, info, video), ct);
            if (!candidates.Exists(File.Exists))
            {
                // A file that cannot be sought in still has a beginning.
                said = await RunAsync(path, outputFolder, FirstFrameArguments(path, info, video), ct);
            }

            var best = Best(candidates, count);
            return best.Count > 0 ? best : throw new MediaRefusedException(MediaRefusals.Corrupt, said.ErrorTail);
        }
        finally
        {
            candidates.ForEach(File.Delete);
        }
    }

    /// <summary>
    /// At constant quality JPEG spends bytes on what there is to see: black, fades and plain titles take few. Equal
    /// sizes are the same frame.
    /// </summary>
    private static List<string> Best(List<string> candidates, int count) =>
    [
        .. candidates
            .Select(candidate => new FileInfo(candidate))
            .Where(file => file is { Exists: true, Length: > 0 })
            .DistinctBy(file => file.Length)
            .OrderByDescending(file => file.Length)
            .Take(count)
            .ToList()
            .Select((file, i) =>
            {
                var name = i == 0 ? "poster.jpg" : $"poster-{i + 1}.jpg";
                file.MoveTo(Path.Combine(file.DirectoryName!, name), overwrite: true);
                return file.FullName;
            }),
    ];

    private IEnumerable<string> CandidateArguments(string path, MediaInfo info, VideoTrack video)
    {
        // With key frames closer than the places, the one before each place is decoded alone. A short video may have
        // just one: there each place is decoded up to. One thread a decoder: six times all threads' frames are much memory.
        var apart = info.Duration / (Places.Length + 1);
        var way = Places.Sum() * info.Duration.TotalSeconds * video.FrameRate.Value * video.Width * video.Height;
        var exact = video.LongestKeyFrameGap > apart && way <= DecodingWorth;
        string[] seek = exact ? [] : ["-noaccurate_seek", "-skip_frame", "nokey", "-threads", "1"];
        foreach (var place in Places)
        {
            var at = (info.Duration.TotalSeconds * place).ToString("F3", CultureInfo.InvariantCulture);
            foreach (var argument in (string[])["-noautorotate", .. seek, "-ss", at, .. Open(path, info)])
            {
                yield return argument;
            }
        }

        for (var i = 0; i < Places.Length; i++)
        {
            foreach (var argument in Output(i, video))
            {
                yield return argument;
            }
        }
    }

    private IEnumerable<string> FirstFrameArguments(string path, MediaInfo info, VideoTrack video) =>
        ["-noautorotate", .. Open(path, info), .. Output(0, video)];

    private static IEnumerable<string> Output(int input, VideoTrack video) =>
    [
        "-map", $"{input}:{video.Index}", "-vf", PosterFilters.For(video), "-pix_fmt", "yuvj420p",
        .. JpegOutput.Arguments($"candidate-{input}.jpg"),
    ];

    private async Task<string> MakeWavesAsync(string path, MediaInfo info, string outputFolder, CancellationToken ct)
    {
        var said = await RunAsync(
            path,
            outputFolder,
            [
                // Ten minutes show a voice or a piece as well as ten hours would.
                "-t", "600", .. Open(path, info),
                "-filter_complex", PosterFilters.Waves(info.Audio!.Index), "-map", "[out]", .. JpegOutput.Arguments("poster.jpg"),
            ],
            ct);
        var poster = Path.Combine(outputFolder, "poster.jpg");
        return File.Exists(poster) ? poster : throw new MediaRefusedException(MediaRefusals.Corrupt, said.ErrorTail);
    }

    private IReadOnlyList<string> Open(string path, MediaInfo info) => MediaInput.Open(info.Container, path, options.Limits);

    private async Task<MediaRunResult> RunAsync(string path, string outputFolder, IEnumerable<string> arguments, CancellationToken ct)
    {
        var result = await runner.RunAsync(
            new MediaRun
            {
                Program = MediaProgram.Ffmpeg,
                Arguments = ["-v", "error", "-y", .. arguments],
                Inputs = [path],
                OutputFolder = outputFolder,
                TimeLimit = TimeLimit,
            },
            ct);
        return result.NotKilled();
    }
}
