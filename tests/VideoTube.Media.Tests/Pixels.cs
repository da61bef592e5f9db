using VideoTube.Media.Running;

namespace VideoTube.Media.Tests;

/// <summary>A picture made of few pixels, to look at its colours.</summary>
internal sealed record Pixels(int Width, int Height, byte[] Rgb)
{
    private const int Side = 16;

    /// <summary>Reads a JPEG's size from its frame header, and its colours from a 16×16 version.</summary>
    public static async Task<Pixels> ReadAsync(MediaLab lab, string jpeg)
    {
        var bytes = await File.ReadAllBytesAsync(jpeg);
        var frame = bytes.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
        var (height, width) = (bytes[frame + 5] << 8 | bytes[frame + 6], bytes[frame + 7] << 8 | bytes[frame + 8]);
        var folder = lab.NewFolder();
        var result = await lab.Runner.RunAsync(
            new MediaRun
            {
                Program = MediaProgram.Ffmpeg,
                Arguments = ["-v", "error", "-noautorotate", "-f", "jpeg_pipe", "-i", "file:" + jpeg,
                    "-vf", $"scale={Side}:{Side}:flags=area,format=rgb24", "-f", "rawvideo", "out.rgb"],
                Inputs = [jpeg],
                OutputFolder = folder,
                TimeLimit = TimeSpan.FromSeconds(20),
            },
            TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, result.ErrorTail);
        return new Pixels(width, height, await File.ReadAllBytesAsync(Path.Combine(folder, "out.rgb")));
    }

    /// <summary>The main colour near a corner: R, G, B, W or K (black).</summary>
    public char At(bool right, bool bottom)
    {
        var at = (((bottom ? Side - 3 : 2) * Side) + (right ? Side - 3 : 2)) * 3;
        var (r, g, b) = (Rgb[at] > 110, Rgb[at + 1] > 110, Rgb[at + 2] > 110);
        return (r, g, b) switch
        {
            (true, true, true) => 'W',
            (true, false, false) => 'R',
            (false, true, false) => 'G',
            (false, false, true) => 'B',
            (false, false, false) => 'K',
            _ => '?',
        };
    }

    /// <summary>Top left, top right, bottom left, bottom right.</summary>
    public string Corners => $"{At(false, false)}{At(true, false)}{At(false, true)}{At(true, true)}";
}
