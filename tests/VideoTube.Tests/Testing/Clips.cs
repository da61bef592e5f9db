using System.Collections.Concurrent;
using System.Diagnostics;
using VideoTube.Tests.Testing;

[assembly: AssemblyFixture(typeof(Clips))]

namespace VideoTube.Tests.Testing;

/// <summary>
/// Small clips that ffmpeg draws by itself, each made once a test run and gone at its end. Tests read them; who wants to
/// move or change one takes a copy.
/// </summary>
public sealed class Clips : IDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Made = new();
    private static readonly Lazy<string> Folder = new(() => Directory.CreateTempSubdirectory("videotube-clips-").FullName);

    /// <summary>H.264 and AAC in MP4, as a phone sends it: browsers play it, its picture can be copied.</summary>
    public static Task<string> H264(int seconds = 4, string size = "640x360") => Make($"h264-{size}-{seconds}.mp4",
        $"{Picture(seconds, size)} {Sound(seconds)} -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 50 -c:a aac -b:a 96k -ac 2 -movflags +faststart");

    /// <summary>The same without sound.</summary>
    public static Task<string> Silent(int seconds = 2, string size = "320x240") => Make($"silent-{size}-{seconds}.mp4",
        $"{Picture(seconds, size)} -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 50");

    /// <summary>MPEG-4 part 2 and MP3 in AVI: nothing of it plays in a browser, everything has to be encoded.</summary>
    public static Task<string> Avi(int seconds = 4, string size = "320x240") => Make($"mpeg4-{size}-{seconds}.avi",
        $"{Picture(seconds, size)} {Sound(seconds)} -c:v mpeg4 -q:v 6 -c:a libmp3lame -b:a 96k");

    /// <summary>HEVC in MP4.</summary>
    public static Task<string> Hevc(int seconds = 4, string size = "320x240") => Make($"hevc-{size}-{seconds}.mp4",
        $"{Picture(seconds, size)} {Sound(seconds)} -c:v libx265 -preset ultrafast -x265-params log-level=error -tag:v hvc1 -pix_fmt yuv420p -c:a aac -ac 2");

    /// <summary>Sound alone, as MP3.</summary>
    public static Task<string> Mp3(int seconds = 3) => Make($"sound-{seconds}.mp3", $"{Sound(seconds)} -c:a libmp3lame -b:a 96k");

    /// <summary>Sound alone, as AAC in MP4: it can be copied.</summary>
    public static Task<string> M4a(int seconds = 3) => Make($"sound-{seconds}.m4a", $"{Sound(seconds)} -c:a aac -b:a 96k -ac 2");

    /// <summary>Any other clip; made once for a name, whose ending tells the container.</summary>
    public static Task<string> Make(string name, string arguments) =>
        Made.GetOrAdd(name, _ => new Lazy<Task<string>>(() => RunAsync(Path.Combine(Folder.Value, name), arguments))).Value;

    public static string Picture(int seconds, string size) => $"-f lavfi -t {seconds} -i testsrc2=size={size}:rate=25";

    public static string Sound(int seconds) => $"-f lavfi -t {seconds} -i sine=frequency=440:sample_rate=44100";

    public void Dispose()
    {
        if (Folder.IsValueCreated)
            Directory.Delete(Folder.Value, recursive: true);
    }

    private static async Task<string> RunAsync(string path, string arguments)
    {
        string[] all = ["-nostdin", "-v", "error", "-y", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), path];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", all) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = await ffmpeg.StandardError.ReadToEndAsync();
        await ffmpeg.WaitForExitAsync();
        return ffmpeg.ExitCode == 0 ? path : throw new InvalidOperationException($"ffmpeg could not make {Path.GetFileName(path)}: {errors}");
    }
}
