using System.Security.Cryptography;
using System.Text;
using VideoTube.Accounts;
using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Storage;
using VideoTube.Media.Playlists;
using VideoTube.Uploads.Previews;

namespace VideoTube.Playback;

/// <summary>What players begin with: the HLS master playlist of a video, or its DASH manifest, written from its renditions as they are now.</summary>
internal static class PlaylistEndpoints
{
    public static async Task<IResult> Master(
        string id, HttpContext http, Visitor visitor, MediaAccess access, RenditionStore renditions, UploadPreviews previews, CancellationToken ct)
    {
        if (!Id.TryParse(id, null, out var video))
            return MediaEndpoints.NotThere;
        var judged = await access.JudgeAsync(video, visitor, ct);
        if (judged.Value is not { } found)
            return (ApiResult<Nothing?>)judged.Error!;
        var facts = await renditions.ListAsync(video, ct);
        if (facts.Count == 0)
            facts = previews.Find(video)?.Shown ?? [];
        return facts.Count == 0
            ? MediaEndpoints.NotThere
            : Send(http, MasterPlaylist.Write(facts), "master.m3u8", found);
    }

    public static async Task<IResult> Dash(
        string id, HttpContext http, Visitor visitor, MediaAccess access, RenditionStore renditions, CancellationToken ct)
    {
        if (!Id.TryParse(id, null, out var video))
            return MediaEndpoints.NotThere;
        var judged = await access.JudgeAsync(video, visitor, ct);
        if (judged.Value is not { } found)
            return (ApiResult<Nothing?>)judged.Error!;
        var facts = await renditions.ListCompleteAsync(video, ct);
        return facts.Count == 0
            ? MediaEndpoints.NotThere
            : Send(http, DashManifest.Write(facts), "manifest.mpd", found);
    }

    /// <summary>Sends a text of a video that is written when it is asked for.</summary>
    /// <param name="name">Tells the type.</param>
    public static IResult Send(HttpContext http, string text, string name, VideoAccess video)
    {
        var caching = video.IsOpen ? MediaCaching.Revalidated : MediaCaching.Private;
        var body = Encoding.UTF8.GetBytes(text);
        var headers = http.Response.Headers;
        headers.CacheControl = caching.CacheControl;
        headers["Cross-Origin-Resource-Policy"] = caching.ResourcePolicy;
        // The framework's file result answers If-None-Match and ranges.
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        return TypedResults.Bytes(body, MediaTypes.Of(name), entityTag: tag);
    }
}
