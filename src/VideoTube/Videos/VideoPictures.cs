using VideoTube.Http;
using VideoTube.Media.Images;
using VideoTube.Uploads;

namespace VideoTube.Videos;

/// <summary>Makes a picture that a person sent safe to serve.</summary>
internal sealed class VideoPictures(ImageEncoder encoder, UploadFolder folder)
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
            return new Picture(await encoder.ReencodeAsync(path, work.FullName, ImageShape.Thumbnail, CancellationToken.None), work);
        }
        catch
        {
            work.Delete(recursive: true);
            throw;
        }
    }
}

/// <summary>A picture in the temporary folder, removed with its folder when disposed.</summary>
internal sealed record Picture(string Path, DirectoryInfo Folder) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        Folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
