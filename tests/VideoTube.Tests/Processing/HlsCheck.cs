using System.Diagnostics;

namespace VideoTube.Tests.Processing;

/// <summary>Looks at finished HLS as a player would: every file is there, and every frame decodes.</summary>
internal static class HlsCheck
{
    /// <summary>Decodes a complete playlist; returns how many seconds it lasts.</summary>
    public static Task<double> PlayAsync(ProcessingLab lab, string playlistKey) => PlayAsync(lab.PathOf(playlistKey));

    /// <param name="path">Of the playlist.</param>
    public static async Task<double> PlayAsync(string path)
    {
        var text = await File.ReadAllTextAsync(path);
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:VOD\n", text);
        Assert.EndsWith("#EXT-X-ENDLIST\n", text);
        var lines = text.Split('\n');
        var segments = lines.Where(line => line.EndsWith(".m4s")).ToList();
        Assert.Equal(
            segments.Append("init.mp4").Append("index.m3u8").Order(),
            Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName).Order());

        await DecodeAsync(path);
        return lines.Where(line => line.StartsWith("#EXTINF:")).Sum(line => double.Parse(line["#EXTINF:".Length..^1]));
    }

    /// <summary>Frames of a playlist's pictures, all of which decode.</summary>
    public static async Task<int> CountFramesAsync(string playlist) =>
        (await DecodeAsync(playlist, "-map", "0:v", "-f", "framemd5")).Split('\n').Count(line => line.Length > 0 && !line.StartsWith('#'));

    private static async Task<string> DecodeAsync(string path, params string[] output)
    {
        string[] all = ["-nostdin", "-v", "error", "-xerror", "-i", path, .. output.Length == 0 ? ["-f", "null"] : output, "-"];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", all)
        {
            RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!;
        var (errors, told) = (ffmpeg.StandardError.ReadToEndAsync(), ffmpeg.StandardOutput.ReadToEndAsync());
        await ffmpeg.WaitForExitAsync();
        Assert.Equal("", await errors);
        Assert.Equal(0, ffmpeg.ExitCode);
        return await told;
    }
}
