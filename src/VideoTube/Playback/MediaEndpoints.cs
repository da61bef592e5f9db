using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;
using VideoTube.Videos;

namespace VideoTube.Playback;

/// <summary>/media: files of the store, for those who may see what they belong to. For all others they are not there.</summary>
internal static class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder site)
    {
        site.MapGet("/media/videos/{id}/master.m3u8", PlaylistEndpoints.Master).WithTags("Media");
        site.MapGet("/media/{**key}", Get).WithTags("Media");
    }

    private static async Task<IResult> Get(string? key, Visitor visitor, IMediaStore store, MediaAccess access, CancellationToken ct)
    {
        if (!MediaKey.TryParse(key, out var media))
            return NotThere;
        if (key.StartsWith("users/", StringComparison.Ordinal))
            return new MediaFileResult(store, media, MediaCaching.Forever);
        if (VideoOf(key) is not { } video)
            return NotThere;
        var judged = VideoKeys.IsThumbnail(key) ? await access.JudgePictureAsync(video, visitor, ct) : await access.JudgeAsync(video, visitor, ct);
        return judged.Value is { } found
            ? new MediaFileResult(store, media, CachingOf(key, found))
            : (ApiResult<Nothing?>)judged.Error!;
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
