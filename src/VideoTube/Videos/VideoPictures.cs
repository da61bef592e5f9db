using VideoTube.Http;
using VideoTube.Media.Images;
using VideoTube.Processing;
using VideoTube.Uploads;

namespace VideoTube.Videos;

/// <summary>Makes a picture that a person sent safe to serve.</summary>
internal sealed class VideoPictures(ImageEncoder encoder, PosterPreview previews, UploadFolder folder)
{
    /// <summary>Bytes; a photo of 40 million pixels stays below.</summary>
    public const long MaxBytes = 20 << 20;

    public static FilePart Thumbnail { get; } = new("thumbnail", "JPEG, PNG, WebP or GIF, at most 20 MB");

    /// <exception cref="Media.MediaRefusedException">It is no picture that is taken.</exception>
    public async Task<Picture> EncodeAsync(string path)
    {
        var work = Directory.CreateDirectory(folder.NewPath());
        try
        {
            var picture = await encoder.ReencodeAsync(path, work.FullName, ImageShape.Thumbnail, CancellationToken.None);
            return new Picture(picture, await previews.MakeAsync(picture, work.FullName, CancellationToken.None), work);
        }
        catch
        {
            work.Delete(recursive: true);
            throw;
        }
    }
}

/// <summary>A picture in the temporary folder, removed with its folder when disposed.</summary>
/// <param name="Preview">Its small copy, JPEG in base64.</param>
internal sealed record Picture(string Path, string Preview, DirectoryInfo Folder) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        Folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
