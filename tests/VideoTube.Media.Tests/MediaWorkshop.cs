using System.Collections.Concurrent;
using System.Diagnostics;
using VideoTube.Media.Encoders;
using VideoTube.Media.Ladders;
using VideoTube.Media.Playlists;
using VideoTube.Media.Probing;
using VideoTube.Media.Remuxing;
using VideoTube.Media.Running;

namespace VideoTube.Media.Tests;

/// <summary>A class's own folder of clips, made once, and the way from a clip to its HLS.</summary>
public sealed class MediaWorkshop : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> clips = new();
    private readonly TempFolder temp = new();
    private int outputs;

    internal IMediaRunner Runner { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Runner = await MediaRunners.CreateAsync(new MediaOptions(), CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        temp.Dispose();
        return ValueTask.CompletedTask;
    }

    public string NewFolder() => temp.NewFolder($"out{Interlocked.Increment(ref outputs)}");

    /// <summary>A clip by ffmpeg's arguments, without the name of the output.</summary>
    public Task<string> ClipAsync(string name, string arguments) =>
        clips.GetOrAdd(name, _ => new(async () =>
        {
            await FfmpegAsync([.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), temp.Of(name)]);
            return temp.Of(name);
        })).Value;

    internal async Task<MediaSource> SourceAsync(string path) =>
        new(path, await new MediaProbe(Runner, new MediaOptions()).ProbeAsync(path, CancellationToken.None));

    internal async Task<Made> MakeAsync(string path, LadderOptions? options = null)
    {
        var source = await SourceAsync(path);
        var ladder = Ladder.Plan(source.Info, options ?? new LadderOptions());
        var folder = NewFolder();
        IReadOnlyList<Rendition> copied = [];
        if (ladder.CopyTop)
            copied = (await CopyRemux.RunAsync(Runner, source, ladder, folder, CancellationToken.None))!.Renditions;
        var encoded = await LadderEncoder.RunAsync(Runner, source, ladder, copied, folder, null, CancellationToken.None);
        return new Made(source, ladder, [.. copied, .. encoded.Renditions]);
    }

    internal sealed record Made(MediaSource Source, Ladder Ladder, IReadOnlyList<Rendition> Renditions)
    {
        public Rendition this[string name] => Renditions.Single(r => r.Name == name);

        public string Names => string.Join(' ', Renditions.Select(r => r.Name));
    }

    /// <summary>Init and segments as one file, as a player joins them.</summary>
    internal async Task<string> JoinAsync(Rendition rendition)
    {
        var path = Path.Combine(NewFolder(), rendition.Name + ".mp4");
        await using var joined = File.Create(path);
        foreach (var name in rendition.Segments.Select(s => s.FileName).Prepend(Rendition.InitFileName))
        {
            await using var part = File.OpenRead(Path.Combine(rendition.Folder, name));
            await part.CopyToAsync(joined);
        }
        return path;
    }

    internal static Task<string> FfmpegAsync(IEnumerable<string> arguments) =>
        RunAsync("/usr/bin/ffmpeg", ["-v", "error", "-nostdin", "-y", .. arguments]);

    internal static Task<string> FfprobeAsync(string path, string arguments) =>
        RunAsync("/usr/bin/ffprobe", ["-v", "error", .. arguments.Split(' '), "-of", "csv=p=0", path]);

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output.Trim();
    }
}
