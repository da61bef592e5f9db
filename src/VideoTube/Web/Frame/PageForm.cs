using Microsoft.AspNetCore.Http.Features;
using VideoTube.Http;

namespace VideoTube.Web.Frame;

/// <summary>The fields of a page's form, within the limit that the API keeps for forms unless another is given.</summary>
internal static class PageForm
{
    /// <exception cref="RequestRefusedException">It is no form, too large, or malformed.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken ct, int maxBytes = RequestBody.MaxBytes)
    {
        if (!request.HasFormContentType)
            throw new RequestRefusedException(HttpErrors.BodyType);
        if (request.ContentLength > maxBytes)
            throw new RequestRefusedException(HttpErrors.BodyTooLarge);
        // A body without a length is counted as it comes.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = maxBytes;
        try
        {
            return await request.ReadFormAsync(ct);
        }
        catch (Exception wrong) when (wrong is InvalidDataException || (wrong is IOException and not BadHttpRequestException))
        {
            throw new RequestRefusedException(HttpErrors.Unreadable("The form is cut off or malformed"));
        }
    }
}
