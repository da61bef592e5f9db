using VideoTube.Media.Boxes;
using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;
using VideoTube.Media.Running;

namespace VideoTube.Media.Remuxing;

/// <summary>Makes HLS of a source without encoding its picture: about as quick as copying the file.</summary>
public static class CopyRemux
{
    /// <summary>Whether the picture, or a sound without picture, can be offered as it is.</summary>
    public static bool IsPossible(MediaInfo info, Ladder ladder) => info.Video is { } video
        ? TopCopy.IsPlayable(video)
        : ladder.Audio == AudioPlan.Copy;

    /// <summary>
    /// Copies the picture into a rendition named after its short side, and makes the shared sound: copied, or encoded
    /// where it has to be. A turned picture stays turned, by the matrix of its init segment.
    /// </summary>
    /// <param name="folder">Absolute path of an existing folder; each rendition gets a folder of its name in it.</param>
    /// <returns>
    /// Null when a copy would show frames that the source hides (an edit that begins between two key frames), or have
    /// segments without any (a damaged source, whose frames a decoder may make something of): then plan again without copying.
    /// </returns>
    /// <exception cref="ArgumentException">See <see cref="IsPossible"/>.</exception>
    /// <exception cref="MediaRefusedException"><c>video.corrupt</c>: the source cannot be read.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg failed for another reason; trying again may help.</exception>
    /// <exception cref="TimeoutException">It took far longer than it should.</exception>
    public static async Task<MadeRenditions?> RunAsync(
        IMediaRunner runner, MediaSource source, Ladder ladder, string folder, CancellationToken ct)
    {
        if (!IsPossible(source.Info, ladder))
            throw new ArgumentException("This source cannot be copied.", nameof(source));
        var (names, outputs) = Outputs(source.Info, ladder);
        try
        {
            var made = await RenditionRun.RunAsync(
                runner, source, outputs, names, folder, TimeLimit(source), inBackground: false, onProgress: null, ct);
            return made.Renditions.Any(r => r.Segments[0].Start < TimeSpan.Zero) ? null : await TurnAsync(made, source.Info, ct);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The renditions that a copy has.</summary>
    public static IReadOnlyList<string> Names(MediaInfo info, Ladder ladder) => Outputs(info, ladder).Names;

    /// <summary>The renditions that a copy has, and ffmpeg's outputs for them.</summary>
    internal static (IReadOnlyList<string> Names, IReadOnlyList<string> Arguments) Outputs(MediaInfo info, Ladder ladder)
    {
        var names = new List<string>();
        var outputs = new List<string>();
        if (info.Video is { } video)
        {
            var name = ladder.CopyTop ? ladder.Rungs[0].Name : $"{Math.Min(video.Width, video.Height)}p";
            names.Add(name);
            outputs.AddRange(["-map", $"0:{video.Index}", "-c:v", "copy", .. HlsOutput.Arguments(name)]);
        }
        if (info.Audio is { } audio)
        {
            names.Add(Ladder.AudioName);
            outputs.AddRange(SoundOutput.Arguments(audio, ladder.Audio));
        }
        return (names, outputs);
    }

    /// <summary>Turns a copied picture as its source is turned.</summary>
    internal static async Task<MadeRenditions> TurnAsync(MadeRenditions made, MediaInfo info, CancellationToken ct) =>
        info.Video is { Rotation: not 0 and var rotation }
            ? made with { Renditions = await TurnAsync(made.Renditions, rotation, ct) }
            : made;

    private static async Task<IReadOnlyList<Rendition>> TurnAsync(
        IReadOnlyList<Rendition> renditions, int rotation, CancellationToken ct)
    {
        var path = Path.Combine(renditions[0].Folder, Rendition.InitFileName);
        var init = await File.ReadAllBytesAsync(path, ct);
        TrackHeader.WriteRotation(init, rotation);
        await File.WriteAllBytesAsync(path, init, ct);
        return [renditions[0] with { Track = renditions[0].Track with { Rotation = rotation } }, .. renditions.Skip(1)];
    }

    // A disk that gives 5 MB a second is broken or drowned; encoding the sound is over 20 times faster than playing it.
    private static TimeSpan TimeLimit(MediaSource source) =>
        TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(source.Info.Size / 5e6) + (source.Info.Duration / 4);
}
