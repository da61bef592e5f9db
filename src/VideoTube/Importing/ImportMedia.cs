using VideoTube.Accounts.Pictures;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Uploads;
using VideoTube.Videos;

namespace VideoTube.Importing;

/// <summary>Takes over files by the way every upload goes. They are copied first: that way ends with a file moved.</summary>
internal sealed class ImportMedia(TakeUpload take, ChangePicture pictures, UploadFolder folder)
{
    /// <summary>Null when it is taken and being processed; else why the file was refused.</summary>
    public async Task<string?> TakeAsync(MongoVideo video, string file, string? thumbnail, CancellationToken ct)
    {
        var (path, picture) = (folder.NewPath(), thumbnail is null ? null : folder.NewPath());
        try
        {
            await Task.Run(() => File.Copy(file, path), ct);
            if (picture is not null)
                File.Copy(thumbnail!, picture);
            var details = new VideoDetails { Title = video.Title, Description = video.Description, IsPublished = video.IsPublished };
            var taken = await take.RunAsync(
                new ReceivedVideo(path, Path.GetFileName(file), picture, details) { Past = new VideoPast(video.Id, video.Views, video.CreatedAt, video.UpdatedAt) },
                video.Owner);
            return taken.Error?.Message;
        }
        finally
        {
            File.Delete(path);
            if (picture is not null)
                File.Delete(picture);
        }
    }

    /// <summary>Null when it is their picture now; else why the file was refused.</summary>
    public async Task<string?> TakeAsync(Id user, PictureKind kind, string file, CancellationToken ct)
    {
        var path = folder.NewPath();
        try
        {
            File.Copy(file, path);
            return (await pictures.RunAsync(user, kind, new SentFile(kind.Field, Path.GetFileName(file), "", path), ct)).Error?.Message;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
