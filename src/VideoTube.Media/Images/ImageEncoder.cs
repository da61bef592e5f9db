using VideoTube.Media.Encoders;
using VideoTube.Media.Running;
using VideoTube.Media.Sniffing;

namespace VideoTube.Media.Images;

/// <summary>
/// Makes a picture that a stranger sent into one that is safe to serve: decoded and encoded anew, so that nothing but
/// its pixels is left; upright, in one shape, JPEG. Of moving pictures the first frame.
/// </summary>
public sealed class ImageEncoder(IMediaRunner runner, MediaOptions options)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <param name="inputPath">Absolute path; its name plays no part.</param>
    /// <param name="outputFolder">Absolute path of an existing folder.</param>
    /// <param name="shape">Size, and the name of the result.</param>
    /// <param name="ct">Ends ffmpeg, too.</param>
    /// <returns>Path of the new JPEG file in the folder.</returns>
    /// <exception cref="MediaRefusedException">The picture is at fault: an <c>image.*</c> code.</exception>
    /// <exception cref="InvalidOperationException">ffmpeg was killed; trying again may help.</exception>
    public async Task<string> ReencodeAsync(string inputPath, string outputFolder, ImageShape shape, CancellationToken ct)
    {
        var kind = await SniffAsync(inputPath, ct) ?? throw new MediaRefusedException(MediaRefusals.NotAnImage);
        var name = shape.Name + ".jpg";
        var ended = await runner.RunAsync(
            new MediaRun
            {
                Program = MediaProgram.Ffmpeg,
                Arguments =
                [
                    "-v", "error", "-y",
                    .. MediaInput.Open(kind.Demuxer, inputPath, options.Limits),
                    "-filter_complex", Filters(kind, shape),
                    .. JpegOutput.Arguments(name),
                ],
                Inputs = [inputPath],
                OutputFolder = outputFolder,
                TimeLimit = TimeLimit,
            },
            ct);
        var result = ended.NotKilled();

        var path = Path.Combine(outputFolder, name);
        if (result.Succeeded && File.Exists(path))
        {
            return path;
        }

        // What libavutil says when a decoder meets -max_pixels.
        throw new MediaRefusedException(
            result.ErrorTail.Contains("exceeds specified max pixel count") ? MediaRefusals.ImageTooManyPixels : MediaRefusals.ImageCorrupt,
            result.ErrorTail);
    }

    private static async Task<ImageKind?> SniffAsync(string path, CancellationToken ct)
    {
        var start = new byte[ImageKind.Enough];
        await using var file = File.OpenRead(path);
        var length = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        return ImageKind.Sniff(start.AsSpan(0, length));
    }

    /// <summary>ffmpeg turns JPEGs by their EXIF orientation before the first filter.</summary>
    private static string Filters(ImageKind kind, ImageShape shape)
    {
        // JPEG has no transparency: white paper shows through. (drawbox would do, but crashes on rgba in ffmpeg 5.1.)
        var paper = kind.MayBeTransparent
            ? "[0:v]format=rgba,split[front][back];[back]lutrgb=r=255:g=255:b=255:a=255[paper];[paper][front]overlay=format=rgb,"
            : "[0:v]";
        var size = shape.Fills
            ? $"scale={shape.Width}:{shape.Height}:force_original_aspect_ratio=increase:flags=lanczos,crop={shape.Width}:{shape.Height}"
            : $"scale='min({shape.Width},iw)':'min({shape.Height},ih)':force_original_aspect_ratio=decrease:flags=lanczos";
        return $"{paper}{size},setsar=1,format=yuvj420p";
    }
}
