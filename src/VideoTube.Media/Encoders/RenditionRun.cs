using VideoTube.Media.Playlists;
using VideoTube.Media.Running;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Encoders;

/// <summary>One ffmpeg run that turns a source into folders of segments.</summary>
internal static class RenditionRun
{
    // More than this share of the frames undecodable is a damaged file; recordings from the air lose a few. ffmpeg's own
    // default is two thirds, and it fills what is missing with the frame before.
    private const string MaxErrorRate = "0.2";

    public static async Task<MadeRenditions> RunAsync(
        IMediaRunner runner, MediaSource source, IReadOnlyList<string> outputs, IReadOnlyList<string> names, string folder,
        TimeSpan timeLimit, bool inBackground, Action<TimeSpan>? onProgress, CancellationToken ct,
        IReadOnlyList<string>? from = null)
    {
        Begin(folder, names);
        var input = MediaInput.Open(source.Info.Container, source.Path, new MediaLimits());
        var result = await runner.RunAsync(
            new MediaRun
            {
                Program = MediaProgram.Ffmpeg,
                Arguments = ["-v", "error", "-y", "-max_error_rate", MaxErrorRate, .. from ?? [], .. input, .. outputs],
                Inputs = [source.Path],
                OutputFolder = folder,
                TimeLimit = timeLimit,
                InBackground = inBackground,
                OnProgress = onProgress,
            },
            ct);
        return result.Succeeded ? await EndAsync(folder, names, result, ct) : throw Failures.Of(result);
    }

    /// <summary>Makes the renditions' folders. Segments of an attempt that was cut off would be taken for this one's.</summary>
    public static void Begin(string folder, IReadOnlyList<string> names)
    {
        foreach (var path in names.Select(name => Path.Combine(folder, name)))
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            Directory.CreateDirectory(path);
        }
    }

    /// <summary>Reads what a run that succeeded has made.</summary>
    /// <exception cref="MediaRefusedException">Nothing came out.</exception>
    public static async Task<MadeRenditions> EndAsync(
        string folder, IReadOnlyList<string> names, MediaRunResult result, CancellationToken ct)
    {
        var made = new List<Rendition>();
        foreach (var name in names)
        {
            made.Add(await SegmentFolder.ReadAsync(Path.Combine(folder, name), previous: null, ct)
                ?? throw Failures.Corrupt($"Nothing came out for {name}. {result.ErrorTail}"));
            File.Delete(Path.Combine(folder, name, HlsOutput.PlaylistFileName));
        }
        return new MadeRenditions(made, result.Cpu);
    }
}
