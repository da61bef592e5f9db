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

        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-xerror", "-i", path, "-f", "null", "-"])
        {
            RedirectStandardError = true, UseShellExecute = false,
        })!;
        var errors = await ffmpeg.StandardError.ReadToEndAsync();
        await ffmpeg.WaitForExitAsync();
        Assert.Equal("", errors);
        Assert.Equal(0, ffmpeg.ExitCode);
        return lines.Where(line => line.StartsWith("#EXTINF:")).Sum(line => double.Parse(line["#EXTINF:".Length..^1]));
    }
}
