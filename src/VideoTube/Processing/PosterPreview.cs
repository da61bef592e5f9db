using VideoTube.Media.Images;

namespace VideoTube.Processing;

/// <summary>The small copy of a video's picture that is kept in its row.</summary>
internal sealed class PosterPreview(ImageEncoder encoder)
{
    /// <param name="picture">Path of the picture.</param>
    /// <param name="folder">Where the copy may be made.</param>
    /// <returns>JPEG in base64.</returns>
    public async Task<string> MakeAsync(string picture, string folder, CancellationToken ct) =>
        Convert.ToBase64String(await File.ReadAllBytesAsync(await encoder.ReencodeAsync(picture, folder, ImageShape.Preview, ct), ct));
}
