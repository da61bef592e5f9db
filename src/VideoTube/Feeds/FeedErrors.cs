using VideoTube.Http;

namespace VideoTube.Feeds;

internal static class FeedErrors
{
    public static readonly ApiError NoChannel = new(404, "user.not_found", "User not found");
    public static readonly ApiError After = HttpErrors.InvalidField("after", "after must be an id that the sitemap index gave");
}

/// <summary>The answers of the oEmbed specification, section 2.3.4.1.</summary>
internal static class OEmbedErrors
{
    public static readonly ApiError UrlMissing = HttpErrors.Invalid([new("url", "url is required")], onlyMissing: true);
    public static readonly ApiError NotFound = new(404, "oembed.not_found", "There is no video at this address");
    public static readonly ApiError Private = new(401, "oembed.private", "This video is not for everyone");
    public static readonly ApiError Format = new(501, "oembed.format", "format must be json or xml");
}
