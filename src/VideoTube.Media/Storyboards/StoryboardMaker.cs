using VideoTube.Media.Encoders;
using VideoTube.Media.Running;

namespace VideoTube.Media.Storyboards;

/// <summary>
/// Makes the sheets of a storyboard from a rendition of a video, never from its source: of the smallest, a whole decode
/// costs a few hundredths of what making the renditions did, and its key frames next to nothing.
/// </summary>
public sealed class StoryboardMaker(IMediaRunner runner, MediaOptions options)
{
    /// <summary>Reading the segments takes longer than this only where their place is very slow.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromHours(1);

    /// <param name="feed">Writes the rendition: its init segment, then all others in order.</param>
    /// <param name="keyFramesOnly">True where key frames are no further apart than pictures, or there are too many others.</param>
    /// <param name="folder">Absolute path of an existing folder.</param>
    /// <param name="ct">Ends ffmpeg, too.</param>
    /// <returns>Paths of the sheets, in order.</returns>
    /// <exception cref="MediaRefusedException">No picture of the rendition can be decoded.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg failed; trying again may help.</exception>
    public async Task<IReadOnlyList<string>> MakeAsync(
        Func<Stream, CancellationToken, Task> feed, StoryboardPlan plan, bool keyFramesOnly, string folder, CancellationToken ct)
    {
        var result = await runner.RunAsync(
            new MediaRun
            {
                Program = MediaProgram.Ffmpeg,
                Arguments = ["-v", "error", "-y", .. Input(keyFramesOnly), "-an", "-vf", Filters(plan), .. Output(plan)],
                Inputs = [],
                OutputFolder = folder,
                TimeLimit = TimeLimit,
                InBackground = true,
                Feed = feed,
            },
            ct);
        var sheets = Enumerable.Range(0, plan.Sheets).Select(sheet => Path.Combine(folder, StoryboardTrack.SheetName(sheet))).ToList();
        if (!result.Succeeded)
            throw Failures.Of(result);
        return sheets.TrueForAll(File.Exists) ? sheets : throw Failures.Corrupt($"No picture can be decoded. {result.ErrorTail}");
    }

    private IEnumerable<string> Input(bool keyFramesOnly) =>
    [
        .. keyFramesOnly ? ["-skip_frame", "nokey"] : Array.Empty<string>(), "-threads", "1",
        "-protocol_whitelist", "pipe", "-format_whitelist", "mov", "-f", "mov", "-max_pixels", $"{options.Limits.MaxPixels}", "-i", "pipe:0",
    ];

    /// <summary>The last frame is repeated without end, so that the last sheet is filled; the number of sheets ends it.</summary>
    private static string Filters(StoryboardPlan plan) =>
        $"fps=1/{plan.Step}:start_time=0,scale={plan.Width}:{plan.Height}:flags=bicubic,setsar=1,format=yuvj420p,"
        + $"tpad=stop_mode=clone:stop=-1,tile={StoryboardPlan.Side}x{StoryboardPlan.Side}";

    /// <summary><c>-q:v 6</c>: at this size nobody sees the difference to 3, which takes half as many bytes again.</summary>
    private static IEnumerable<string> Output(StoryboardPlan plan) =>
    [
        "-map_metadata", "-1", "-frames:v", $"{plan.Sheets}", "-c:v", "mjpeg", "-q:v", "6", "-flags:v", "+bitexact",
        "-f", "image2", "-start_number", "0", "sheet-%03d.jpg",
    ];
}
