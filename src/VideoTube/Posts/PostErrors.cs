using VideoTube.Http;

namespace VideoTube.Posts;

internal static class PostErrors
{
    public static readonly ApiError NotFound = new(404, "post.not_found", "Post not found");
    public static readonly ApiError Gone = new(410, "post.gone", "This post was deleted");
    public static readonly ApiError NotYours = new(403, "post.not_yours", "You do not have permission to access this resource");

    public static ApiError TooMany(int seconds) =>
        new(429, "post.too_many", "You are posting very fast. Please wait a moment.") { RetryAfter = seconds };
}
