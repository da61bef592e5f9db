using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media;
using VideoTube.Media.Images;
using VideoTube.Storage;
using VideoTube.Uploads;

namespace VideoTube.Accounts.Pictures;

/// <summary>Puts people's pictures among the media: encoded anew, so that neither EXIF nor anything hidden goes out.</summary>
internal sealed partial class PictureFiles(ImageEncoder images, IMediaStore media, UploadFolder folder, TimeProvider time, ILogger<PictureFiles> log)
{
    public MediaKey NewKey(Id user, PictureKind kind) => kind.NewKey(user, time);

    /// <summary>Null when it is done; 422 when the file is not a picture that can be shown.</summary>
    public async Task<ApiError?> PutAsync(MediaKey key, PictureKind kind, SentFile file, CancellationToken ct)
    {
        var work = Directory.CreateDirectory(folder.NewPath());
        try
        {
            await media.PutFileAsync(key, await images.ReencodeAsync(file.Path, work.FullName, kind.Shape, ct), ct);
            return null;
        }
        catch (MediaRefusedException refused)
        {
            return FileErrors.Of(refused.Refusal) with { Errors = [new(file.Name, refused.Refusal.Message)] };
        }
        catch (MediaStoreFullException)
        {
            return HttpErrors.DiskFull;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>Deletes pictures nobody refers to any more; one that cannot be deleted is logged and left.</summary>
    public async Task DeleteAsync(params IEnumerable<MediaKey> keys)
    {
        foreach (var key in keys)
        {
            try
            {
                await media.DeleteAsync(key, CancellationToken.None);
            }
            catch (IOException fault)
            {
                Left(key, fault);
            }
        }
    }

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "The picture {Key} could not be deleted")]
    private partial void Left(MediaKey key, Exception fault);
}
