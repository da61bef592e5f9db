using VideoTube.Accounts;
using VideoTube.Configuration;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Playback;

/// <summary>/media: files of the store, for those who may see what they belong to. For all others they are not there.</summary>
internal static class MediaEndpoints
{
    /// <summary>A file that was never there, and one of a video that whoever asks may not watch.</summary>
    internal static readonly ApiError[] MediaRefusals =
    [
        ApiError.OfStatus(404), VideoErrors.NotFound, VideoErrors.TakenDown("a court's order", byLaw: true), VideoErrors.MembersOnly("ada"),
        ApiError.OfStatus(412), ApiError.OfStatus(416), MediaHostErrors.HostFailed, MediaHostErrors.HostTooSlow,
    ];

    public static void MapMedia(this IEndpointRouteBuilder site)
    {
        var media = site.MapGroup("/media").WithTags("Media");
        media.MapGet("/videos/{id}/master.m3u8", PlaylistEndpoints.Master)
            .WithSummary("A video's HLS master playlist, of the renditions that are there")
            .Sends(MediaTypes.Of("master.m3u8"))
            .Gives(200, 206)
            .Refuses(MediaRefusals);
        media.MapGet("/videos/{id}/manifest.mpd", PlaylistEndpoints.Dash)
            .WithSummary("A video's DASH manifest, of the renditions that are complete")
            .Sends(MediaTypes.Of("manifest.mpd"))
            .Gives(200, 206)
            .Refuses(MediaRefusals);
        media.MapGet("/videos/{id}/poster", Poster)
            .WithSummary("A video's picture, at an address that stays")
            .Gives(307)
            .Refuses(MediaRefusals);
        media.MapGet("/{**key}", Get)
            .WithSummary("A file of a video or a channel, by ranges too; 203 is a picture's small copy while its place fails, 307 leads to the place itself where the site is set so")
            .Gives(200, 203, 206, 307)
            .Refuses(MediaRefusals);
    }

    private static async Task<IResult> Get(
        string? key, HttpContext http, Visitor visitor, IMediaStore store, MediaAccess access, MediaRedirect redirect, VideoAccessStore videos,
        Settings settings, CancellationToken ct)
    {
        if (!MediaKey.TryParse(key, out var media))
            return NotThere;
        if (key.StartsWith("users/", StringComparison.Ordinal))
            return new MediaFileResult(store, media, MediaCaching.Forever, settings.MediaTimeout);
        if (VideoOf(key) is not { } video)
            return NotThere;
        var isPicture = VideoKeys.IsPicture(key);
        var judged = isPicture ? await access.JudgePictureAsync(video, visitor, ct) : await access.JudgeAsync(video, visitor, ct);
        if (judged.Value is not { } found)
            return (ApiResult<Nothing?>)judged.Error!;
        var caching = CachingOf(key, found);
        if (redirect.Find(http, media, caching) is { } elsewhere)
            return elsewhere;
        var file = new MediaFileResult(store, media, caching, settings.MediaTimeout);
        return isPicture ? new PosterResult(file, video, videos) : file;
    }

    /// <summary>307: pictures have a new name with each change, and whoever links to one wants the one of today.</summary>
    private static async Task<IResult> Poster(
        string id, HttpContext http, Visitor visitor, MediaAccess access, VideoAccessStore videos, CancellationToken ct)
    {
        if (!Id.TryParse(id, null, out var video))
            return NotThere;
        var judged = await access.JudgePictureAsync(video, visitor, ct);
        if (judged.Error is { } refusal)
            return (ApiResult<Nothing?>)refusal;
        http.Response.Headers["Cross-Origin-Resource-Policy"] = judged.Value!.IsOpen ? MediaCaching.Forever.ResourcePolicy : MediaCaching.Private.ResourcePolicy;
        return await videos.FindPosterAsync(video, ct) is { } poster
            ? TypedResults.Redirect($"/media/{poster}", permanent: false, preserveMethod: true)
            : NotThere;
    }

    internal static IResult NotThere { get; } = TypedResults.NotFound();

    /// <summary>videos/{id}/…: the id.</summary>
    private static Id? VideoOf(string key)
    {
        const string Folder = "videos/";
        const int IdEnd = 7 + 24;
        return key.StartsWith(Folder, StringComparison.Ordinal) && key.Length > IdEnd && key[IdEnd] == '/'
            && Id.TryParse(key[Folder.Length..IdEnd], null, out var id) ? id : null;
    }

    /// <summary>Playlists grow while a video is processed; every other file keeps its bytes under its name.</summary>
    private static MediaCaching CachingOf(string key, VideoAccess video) =>
        !video.IsOpen ? MediaCaching.Private
        : key.EndsWith(".m3u8", StringComparison.Ordinal) || key.EndsWith(".mpd", StringComparison.Ordinal) || key.EndsWith(".vtt", StringComparison.Ordinal)
            ? MediaCaching.Revalidated
            : MediaCaching.Forever;
}
