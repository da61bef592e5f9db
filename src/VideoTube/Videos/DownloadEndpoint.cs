using Microsoft.Net.Http.Headers;
using VideoTube.Accounts;
using VideoTube.Configuration;
using VideoTube.Http;
using VideoTube.Playback;
using VideoTube.Storage;

namespace VideoTube.Videos;

/// <summary>The file as it was uploaded, for its owner, and for whoever may watch it where the owner lets them have it.</summary>
internal static class DownloadEndpoint
{
    private static readonly ApiError NotDownloadable = new(403, "video.not_downloadable", "The owner of this video does not offer its file");

    public static void MapDownload(this IEndpointRouteBuilder api) =>
        api.MapGet("/videos/{id}/download", Download).WithTags("Videos")
            .WithSummary("The file as it was uploaded, where the owner allows it; ranges let a download go on")
            .Sends([.. VideoKeys.OriginalTypes])
            .Gives(200, 206)
            .Refuses([.. VideoErrors.OfMissing, VideoErrors.MembersOnly("ada"), NotDownloadable, ApiError.OfStatus(412), ApiError.OfStatus(416), MediaHostErrors.HostFailed, MediaHostErrors.HostTooSlow]);

    private static async Task<IResult> Download(
        string id, HttpContext http, Visitor visitor, VideoStore videos, IMediaStore store, Settings settings, CancellationToken ct)
    {
        var found = await videos.FindAsync(VideoEndpoints.IdOf(id), visitor, ct);
        if (found.Value is not { } video)
            throw new RequestRefusedException(found.Error!);
        if (video.IsLocked)
            throw new RequestRefusedException(VideoErrors.MembersOnly(video.Owner.Username));
        if (!video.Downloadable && video.Owner.Id != visitor.Id)
            throw new RequestRefusedException(NotDownloadable);
        if (await videos.FindOriginalAsync(video.Id, ct) is not { } original)
            throw new RequestRefusedException(VideoErrors.NotFound);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(FileNameOf(video.Title) + Path.GetExtension(original.Value));
        http.Response.Headers.ContentDisposition = disposition.ToString();
        return new MediaFileResult(store, original, MediaCaching.Private, settings.MediaTimeout);
    }

    /// <summary>Without what file systems refuse.</summary>
    private static string FileNameOf(string title)
    {
        var words = new string([.. title.Select(c => char.IsControl(c) || "\\/:*?\"<>|".Contains(c) ? ' ' : c)]);
        var name = string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('.', ' ');
        return name.Length == 0 ? "video" : name;
    }
}
