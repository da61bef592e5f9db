using VideoTube.Data;
using VideoTube.Http;
using VideoTube.Media.Images;

namespace VideoTube.Playback;

/// <summary>
/// A video's picture. While the place where it is kept fails, the small copy kept in the database is served in its place:
/// 203, for it is not what that place would have sent (RFC 9110 section 15.3.4).
/// </summary>
internal sealed class PosterResult(MediaFileResult file, Id video, VideoAccessStore videos) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        try
        {
            await file.ExecuteAsync(http);
        }
        catch (RequestRefusedException refused) when (refused.Error == MediaHostErrors.HostFailed || refused.Error == MediaHostErrors.HostTooSlow)
        {
            if (await videos.FindPreviewAsync(video, http.RequestAborted) is not { } preview)
                throw;
            http.Response.StatusCode = StatusCodes.Status203NonAuthoritative;
            http.Response.Headers.CacheControl = "no-store";
            await TypedResults.Bytes(Convert.FromBase64String(preview), ImageShape.ContentType).ExecuteAsync(http);
        }
    }
}
